package orrery.artifact;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import orrery.circuit.Circuit;
import orrery.circuit.Edge;

/**
 * Edges that an export marks as true.
 *
 * @param truth which truth it is, in a word: {@code program}, {@code active}
 * @param definition what makes an edge belong to it, a sentence
 * @param edges the edges
 */
public record Marked(String truth, String definition, SortedSet<Edge> edges) {
  public Marked {
    edges = Collections.unmodifiableSortedSet(new TreeSet<>(edges));
  }

  /** None is marked: a template. */
  public static final Marked NONE =
      new Marked("none", "A template: fill in the scores.", new TreeSet<>());

  /** A circuit of the model. */
  public static Marked of(Circuit circuit) {
    String definition =
        switch (circuit.family()) {
          case PROGRAM -> "The plan moves a variable of the program along the edge.";
          case STRUCTURAL -> "Some weight can carry something along the edge.";
        };
    return new Marked(
        JsonNode.nameOf(circuit.family()), definition, new TreeSet<>(circuit.edges().keySet()));
  }

  /** The edges with an effect of their own under a semantics, said in a few words. */
  public static Marked active(String semantics, SortedSet<Edge> edges) {
    return new Marked(
        "active",
        "Cutting the edge alone changes the metric of some example; " + semantics + ".",
        edges);
  }
}

package orrery.artifact;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import orrery.circuit.Circuit;
import orrery.circuit.CompiledModel;
import orrery.circuit.Edge;
import orrery.truth.Headline;

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

  /** The PROGRAM circuit of a model. */
  public static Marked program(CompiledModel model) {
    return of(model.program(), Headline.definitionOfProgram(model));
  }

  /** The STRUCTURAL circuit of a model. */
  public static Marked structural(CompiledModel model) {
    return of(model.structural(), "Some weight can carry something along the edge.");
  }

  private static Marked of(Circuit circuit, String definition) {
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

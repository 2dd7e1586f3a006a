package orrery.circuit;

import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * A ground truth at the level of edges between components.
 *
 * @param family which notion of truth
 * @param edges the edges, each with the variables that it carries (empty where it carries none of
 *     the program's: BOS and PAD markers)
 */
public record Circuit(Family family, SortedMap<Edge, SortedSet<String>> edges) {
  /** The notions of truth. */
  public enum Family {
    /**
     * The edges along which the plan moves a variable of the causal model, as far as a weight
     * carries it: a constant that is written as zero moves along none.
     */
    PROGRAM,
    /** The edges along which some weight can carry something. */
    STRUCTURAL
  }

  /** The edges that another circuit has too, in the family of this one. */
  public Circuit within(Circuit other) {
    SortedMap<Edge, SortedSet<String>> kept = new java.util.TreeMap<>(edges);
    kept.keySet().retainAll(other.edges.keySet());
    return new Circuit(family, kept);
  }

  /** The components at either end of an edge, in order. */
  public List<Component> components() {
    SortedSet<Component> all = new java.util.TreeSet<>();
    edges
        .keySet()
        .forEach(
            e -> {
              all.add(e.from());
              all.add(e.to());
            });
    return List.copyOf(all);
  }
}

package orrery.truth;

import java.util.BitSet;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import orrery.circuit.Component;
import orrery.circuit.Edge;
import orrery.circuit.ResidualGraph;

/**
 * The functional circuit under a named semantics: the pieces that some example needs.
 *
 * @param semantics Σ, under which this is the truth
 * @param active the pieces with an effect on some example, each with its effect
 * @param onPath the edges on a wired path from an embedding to the logits
 */
public record ActiveCircuit(
    Semantics semantics, SortedMap<Piece, Effect> active, SortedSet<Edge> onPath) {
  public ActiveCircuit {
    active = Collections.unmodifiableSortedMap(new TreeMap<>(active));
    onPath = Collections.unmodifiableSortedSet(new TreeSet<>(onPath));
  }

  /**
   * The exact effect of a piece, metric with it cut − metric of the clean run: positive helps.
   *
   * @param largest the largest magnitude in an example
   * @param mean over all examples, signed
   * @param share of the examples that have an effect, above 0 and up to 1
   */
  public record Effect(double largest, double mean, double share) {}

  /**
   * The active edges, at whatever positions.
   *
   * @throws IllegalArgumentException where whole components were cut
   */
  public SortedSet<Edge> edges() {
    if (semantics.granularity() == Semantics.Granularity.NODE) {
      throw new IllegalArgumentException("components were cut, which says nothing of their edges");
    }
    return active.keySet().stream()
        .flatMap(p -> p.edge().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The numbers of the active edges in a graph. */
  public BitSet edges(ResidualGraph graph) {
    BitSet numbers = new BitSet();
    edges().forEach(e -> numbers.set(number(graph, e)));
    return numbers;
  }

  /** The components that write an active piece. */
  public SortedSet<Component> writers() {
    SortedSet<Component> writers = new TreeSet<>();
    active.keySet().forEach(p -> writers.add(p.writer()));
    return writers;
  }

  /** What an edge is. */
  public Label label(Edge edge) {
    if (edges().contains(edge)) return Label.ACTIVE;
    return onPath.contains(edge) ? Label.IGNORED : Label.DEAD;
  }

  /** What a component's output is. */
  public Label label(Component writer) {
    if (writers().contains(writer)) return Label.ACTIVE;
    boolean wired = onPath.stream().anyMatch(e -> e.from().equals(writer));
    return wired ? Label.IGNORED : Label.DEAD;
  }

  /** The numbers of the edges that are wired, on a path, and without effect. */
  public BitSet ignored(ResidualGraph graph) {
    BitSet numbers = new BitSet();
    onPath.forEach(e -> numbers.set(number(graph, e)));
    numbers.andNot(edges(graph));
    return numbers;
  }

  /**
   * The mean effects of all edges, signed and summed over positions, {@code [edge]}: the truth in a
   * method's place.
   */
  public double[] meanEffects(ResidualGraph graph) {
    double[] means = new double[graph.edgeCount()];
    for (Map.Entry<Piece, Effect> e : active.entrySet()) {
      e.getKey().edge().ifPresent(edge -> means[number(graph, edge)] += e.getValue().mean());
    }
    return means;
  }

  private static int number(ResidualGraph graph, Edge edge) {
    return graph
        .edgeId(edge)
        .orElseThrow(() -> new IllegalArgumentException("the model has no edge " + edge));
  }
}

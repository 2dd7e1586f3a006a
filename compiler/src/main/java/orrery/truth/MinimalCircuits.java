package orrery.truth;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import orrery.circuit.Circuit;
import orrery.circuit.Edge;
import orrery.circuit.ResidualGraph;
import orrery.intervention.Engine;
import orrery.intervention.Task;

/**
 * The set-valued truth: all ⊆-minimal sets of edges that are sufficient under a semantics.
 *
 * <p>A set is sufficient if, with every other edge cut, no example's metric exceeds that of the
 * clean run by more than the tolerance; it is minimal if no proper subset is sufficient. Under
 * redundancy there are several, and which there are depends on the semantics: a copy of a head can
 * stand in for it where the cut one is silent (zero), and not where it votes for the wrong answer
 * (resample).
 *
 * <p>Sufficiency is not monotone. A superset of a sufficient set can be insufficient, because an
 * edge more can bring in what another that is cut would have cancelled. So a search may not discard
 * the subsets of an insufficient set; only supersets of a minimal one are known not to be minimal.
 *
 * @param semantics Σ, under which these are the truth
 * @param tolerance by how much the metric may exceed that of the clean run
 * @param family the members, small ones first
 * @param search how they were found
 * @param complete whether there are no others: only an exhaustive search that came to its end knows
 * @param runs how many circuits were run
 */
public record MinimalCircuits(
    Semantics semantics,
    double tolerance,
    List<SortedSet<Edge>> family,
    Search search,
    boolean complete,
    long runs) {
  /** The ways to search. */
  public enum Search {
    /** Every set that could be minimal, smaller ones first: the family is exact. */
    EXHAUSTIVE,
    /**
     * Edges are taken out one by one, in many orders: from each member no one or two edges can be
     * taken, but smaller members may hide in it and others may be missing.
     */
    GREEDY
  }

  /**
   * How far to search.
   *
   * @param tolerance by how much the metric may exceed that of the clean run
   * @param exhaustive up to how many wired edges every set is tried
   * @param most how many circuits are run at most by the exhaustive search, before it gives up and
   *     the greedy one takes over
   * @param orders in how many orders the greedy search takes edges out
   * @param seed of the orders
   */
  public record Limits(double tolerance, int exhaustive, long most, int orders, long seed) {
    /** More edges are never tried exhaustively. */
    public static final int MOST_EDGES = 30;

    /** To rounding, up to 22 edges and 300,000 circuits, else 60 orders. */
    public static final Limits DEFAULT = new Limits(1e-9, 22, 300_000, 60, 0);

    public Limits {
      if (!(tolerance >= 0) || exhaustive > MOST_EDGES || most < 0 || orders < 1) {
        throw new IllegalArgumentException(
            "tolerance %s, %d edges, %d circuits, %d orders"
                .formatted(tolerance, exhaustive, most, orders));
      }
    }
  }

  public MinimalCircuits {
    family =
        family.stream()
            .sorted(
                Comparator.<SortedSet<Edge>>comparingInt(m -> m.size())
                    .thenComparing(Object::toString))
            .map(Collections::unmodifiableSortedSet)
            .toList();
  }

  /**
   * The family of a task.
   *
   * @param semantics that of the task; IllegalArgumentException otherwise
   * @param structural the model's STRUCTURAL circuit: edges that are not on its paths are in no
   *     minimal set
   */
  public static MinimalCircuits of(
      Engine engine, Task task, Semantics semantics, Circuit structural, Limits limits) {
    semantics.require(task);
    ResidualGraph graph = engine.graph();
    List<Edge> wired = List.copyOf(WiredPaths.of(structural));
    Sufficiency sufficiency = new Sufficiency(engine, task, wired, limits.tolerance());
    if (wired.size() <= limits.exhaustive() && graph.writers().size() <= Long.SIZE) {
      SubsetSearch search = new SubsetSearch(graph, wired, sufficiency, task.reference());
      if (search.run(limits.most())) {
        return of(semantics, limits, wired, search.family(), Search.EXHAUSTIVE, sufficiency);
      }
    }
    List<BitSet> found = new GreedyPruning(wired.size(), sufficiency).run(limits);
    return of(semantics, limits, wired, found, Search.GREEDY, sufficiency);
  }

  private static MinimalCircuits of(
      Semantics semantics,
      Limits limits,
      List<Edge> wired,
      List<BitSet> sets,
      Search search,
      Sufficiency sufficiency) {
    List<SortedSet<Edge>> family = new ArrayList<>();
    for (BitSet set : sets) {
      SortedSet<Edge> member = new TreeSet<>();
      set.stream().forEach(i -> member.add(wired.get(i)));
      family.add(member);
    }
    return new MinimalCircuits(
        semantics,
        limits.tolerance(),
        family,
        search,
        search == Search.EXHAUSTIVE,
        sufficiency.runs());
  }

  /** The edges that every member has; none where there is no member. */
  public SortedSet<Edge> core() {
    SortedSet<Edge> core = new TreeSet<>(family.isEmpty() ? List.of() : family.get(0));
    for (SortedSet<Edge> member : family) core.retainAll(member);
    return core;
  }

  /** The edges that some member has. */
  public SortedSet<Edge> union() {
    SortedSet<Edge> union = new TreeSet<>();
    for (SortedSet<Edge> member : family) union.addAll(member);
    return union;
  }
}

package orrery.metrics;

import java.util.BitSet;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Compatibility: what MIB prints as the InterpBench AUROC (Mueller et al. 2025; {@code
 * evaluate_area_under_roc}, {@code compare_graphs} and {@code print_results.py}). It is not an
 * AUROC.
 *
 * <p>Ten circuits, greedy by |score| and pruned, of p_k·E edges (rounded up, because the count is
 * never made whole); trapezoids over their rates, the false positive rate divided by its last
 * value, and the first point is not (0, 0). All-equal scores get .59 to .64 on a model of 6 layers
 * and 4 heads with a chain of 13 true edges (.63 to .68 if nothing is pruned), where an AUROC gives
 * .5: the search from the logits meets edges near them first, ties go by the order of a list, and
 * pruning removes false edges for nothing. Use {@link RankScore#AUROC}.
 *
 * @param tpr {@code [grid]}
 * @param fpr {@code [grid]}
 * @param value the area
 */
public record MibAuroc(double[] tpr, double[] fpr, double value) {

  /**
   * The score of edge scores, {@code [edge]} of the residual graph.
   *
   * @param truth edges of the reference circuit; those of the position embedding do not count
   * @throws IllegalArgumentException if the truth has none or all of MIB's edges
   */
  public static MibAuroc of(MibGraph graph, double[] scores, BitSet truth) {
    BitSet known = new BitSet();
    graph.edges().forEach(known::set);
    return of(graph, scores, truth, known);
  }

  /**
   * The same for a hypothesis that lacks some edges of the reference altogether. MIB counts such an
   * edge as found: a true positive where the reference has it, a false positive where not.
   *
   * @param known the edges that the hypothesis has
   */
  public static MibAuroc of(MibGraph graph, double[] scores, BitSet truth, BitSet known) {
    return of(graph, scores, truth, known, graph::pruned);
  }

  static MibAuroc of(
      MibGraph graph,
      double[] scores,
      BitSet truth,
      BitSet known,
      UnaryOperator<BitSet> connected) {
    BitSet all = new BitSet();
    graph.edges().forEach(all::set);
    if (!Ranking.isPossible(truth, all)) {
      throw new IllegalArgumentException("a ROC needs some edges in the truth and some outside it");
    }
    double[] ranked = Floor.magnitudes(Floor.apply(scores));
    BitSet missing = (BitSet) all.clone();
    missing.andNot(known);
    missing.stream().forEach(e -> ranked[e] = Double.NEGATIVE_INFINITY);
    double[] grid = MibCurve.grid();
    double[] tpr = new double[grid.length];
    double[] fpr = new double[grid.length];
    int total = graph.edges().size();
    for (int k = 0; k < grid.length; k++) {
      double budget = Math.min(grid[k] * total, total - missing.cardinality());
      BitSet found = connected.apply(graph.greedy(ranked, budget));
      found.or(missing);
      Confusion counts = Confusion.of(found, truth, all);
      tpr[k] = counts.tpr();
      fpr[k] = counts.fpr();
    }
    return new MibAuroc(tpr, fpr, area(fpr, tpr));
  }

  private static double area(double[] x, double[] y) {
    double last = x[x.length - 1];
    double area = 0;
    for (int i = 0; i + 1 < x.length; i++) {
      area += (x[i + 1] / last - x[i] / last) * (y[i] + y[i + 1]) / 2;
    }
    return area;
  }

  /** The points, best first, as they are before the division. */
  public List<Roc.Point> points() {
    return java.util.stream.IntStream.range(0, tpr.length)
        .mapToObj(i -> new Roc.Point(fpr[i], tpr[i]))
        .toList();
  }
}

package orrery.discovery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import orrery.circuit.ResidualGraph;
import orrery.intervention.Mask;

/**
 * How circuits are made of scores: worth as much as the scores themselves. Ties go to the edge with
 * the smaller number.
 *
 * <p>A selection does not remove what hangs loose; {@link Pruning#prune} does, and then fewer edges
 * remain than were asked for.
 */
public sealed interface Selection {
  /** The name in reports. */
  String name();

  /**
   * The circuit of a size.
   *
   * @throws IllegalArgumentException if the size is negative or larger than the graph
   */
  Mask select(Scores.OfEdges scores, int size);

  /**
   * The circuits of all sizes, {@code [0 … edges]}; see {@link Ordered} for when they are nested.
   */
  default List<Mask> curve(Scores.OfEdges scores) {
    List<Mask> curve = new ArrayList<>();
    for (int n = 0; n <= scores.graph().edgeCount(); n++) curve.add(select(scores, n));
    return curve;
  }

  /** Every edge with a score above a threshold, of the signed score or of its size. */
  static Mask above(Scores.OfEdges scores, double threshold, Ranking ranking) {
    double[] mean = scores.mean();
    BitSet kept = new BitSet();
    for (int e = 0; e < mean.length; e++) kept.set(e, ranking.of(mean[e]) > threshold);
    return Mask.of(scores.graph(), kept);
  }

  /** What makes an edge important. */
  enum Ranking {
    /** That it helps: its score as it is. */
    SIGNED,
    /** That it matters: its score without the sign. */
    ABSOLUTE;

    /** The value by which a score is ranked. */
    public double of(double score) {
      return this == SIGNED ? score : Math.abs(score);
    }
  }

  /** A selection that adds one edge after another: its circuits are nested. */
  sealed interface Ordered extends Selection {
    /** Every edge, in the order in which it is added. */
    int[] order(Scores.OfEdges scores);

    @Override
    default Mask select(Scores.OfEdges scores, int size) {
      requireSize(scores.graph(), size);
      return first(scores.graph(), order(scores), size);
    }

    @Override
    default List<Mask> curve(Scores.OfEdges scores) {
      int[] order = order(scores);
      List<Mask> curve = new ArrayList<>();
      for (int n = 0; n <= order.length; n++) curve.add(first(scores.graph(), order, n));
      return curve;
    }
  }

  /** The edges with the largest scores. */
  record TopN(Ranking ranking) implements Ordered {
    @Override
    public String name() {
      return "top-n";
    }

    @Override
    public int[] order(Scores.OfEdges scores) {
      return sorted(scores.mean(), ranking);
    }
  }

  /**
   * Best first from the logits: of all edges into what is in the circuit already, the one with the
   * largest score; with an edge comes its writer, and so its inputs (queries, keys and values).
   *
   * <p>Source: {@code apply_greedy} of EAP-IG (Hanna et al. 2024).
   */
  record Greedy(Ranking ranking) implements Ordered {
    @Override
    public String name() {
      return "greedy";
    }

    @Override
    public int[] order(Scores.OfEdges scores) {
      ResidualGraph graph = scores.graph();
      double[] mean = scores.mean();
      PriorityQueue<Integer> frontier = new PriorityQueue<>((a, b) -> first(mean, ranking, a, b));
      List<BitSet> incoming = Nodes.incoming(graph);
      BitSet reached = new BitSet();
      int[] node = Nodes.ofReaders(graph);
      int[] order = new int[graph.edgeCount()];
      for (int e = 0; e < order.length; e++) if (node[graph.readerOf(e)] < 0) frontier.add(e);
      for (int n = 0; n < order.length; n++) {
        int edge = frontier.remove();
        order[n] = edge;
        int writer = graph.writerOf(edge);
        if (reached.get(writer)) continue;
        reached.set(writer);
        incoming.get(writer).stream().forEach(frontier::add);
      }
      return order;
    }
  }

  /**
   * Another selection on scores of which those that could be chance count as 0: an edge keeps its
   * score if the interval of its mean over resampled examples excludes 0.
   *
   * <p>Source: Nikankin et al. 2025, who run the method anew for each resample (B = 10 to 20); with
   * scores per example none of it needs the model.
   *
   * @param resamples how many times the examples are drawn anew, at least 1
   * @param level of the percentile interval, such as 0.95
   * @param seed of the draws
   * @param then what selects on the rest
   */
  record Bootstrap(int resamples, double level, long seed, Ordered then) implements Ordered {
    public Bootstrap {
      if (resamples < 1 || !(level > 0 && level < 1)) {
        throw new IllegalArgumentException(resamples + " resamples at level " + level);
      }
    }

    @Override
    public String name() {
      return "bootstrap " + then.name();
    }

    @Override
    public int[] order(Scores.OfEdges scores) {
      return then.order(filtered(scores));
    }

    /** The mean scores, 0 where the interval holds 0. */
    public Scores.OfEdges filtered(Scores.OfEdges scores) {
      double[] mean = scores.mean();
      double[][] kept = new double[mean.length][1];
      int[][] draws = draws(mean.length == 0 ? 0 : scores.values()[0].length);
      double[] means = new double[resamples];
      int low = (int) Math.floor((1 - level) / 2 * resamples);
      for (int e = 0; e < mean.length; e++) {
        double[] own = scores.values()[e];
        for (int b = 0; b < resamples; b++) means[b] = mean(own, draws[b]);
        Arrays.sort(means);
        if (means[low] > 0 || means[resamples - 1 - low] < 0) kept[e][0] = mean[e];
      }
      return new Scores.OfEdges(scores.graph(), kept);
    }

    private int[][] draws(int examples) {
      Random random = new Random(seed);
      int[][] draws = new int[resamples][examples];
      for (int[] draw : draws) Arrays.setAll(draw, i -> random.nextInt(examples));
      return draws;
    }

    private static double mean(double[] values, int[] draw) {
      double sum = 0;
      for (int i : draw) sum += values[i];
      return sum / draw.length;
    }
  }

  /**
   * A share of the circuit goes to the edges that help most, the rest to those that matter most,
   * whatever their sign; circuits of different sizes need not be nested.
   *
   * <p>Source: Nikankin et al. 2025 (positive–negative ratio).
   *
   * @param share from 0 to 1 of the edges, as far as so many have a positive score
   */
  record PositiveRatio(double share) implements Selection {
    public PositiveRatio {
      if (!(share >= 0 && share <= 1)) throw new IllegalArgumentException("a share of " + share);
    }

    @Override
    public String name() {
      return "positive-ratio";
    }

    @Override
    public Mask select(Scores.OfEdges scores, int size) {
      requireSize(scores.graph(), size);
      double[] mean = scores.mean();
      BitSet kept = new BitSet();
      int[] best = sorted(mean, Ranking.SIGNED);
      long positives = Math.round(share * size);
      for (int n = 0; n < positives && mean[best[n]] > 0; n++) kept.set(best[n]);
      int missing = size - kept.cardinality();
      for (int edge : sorted(mean, Ranking.ABSOLUTE)) {
        if (missing == 0) break;
        if (kept.get(edge)) continue;
        kept.set(edge);
        missing--;
      }
      return Mask.of(scores.graph(), kept);
    }
  }

  private static void requireSize(ResidualGraph graph, int size) {
    if (size < 0 || size > graph.edgeCount()) {
      throw new IllegalArgumentException("%d of %d edges".formatted(size, graph.edgeCount()));
    }
  }

  private static Mask first(ResidualGraph graph, int[] order, int size) {
    BitSet kept = new BitSet();
    for (int n = 0; n < size; n++) kept.set(order[n]);
    return Mask.of(graph, kept);
  }

  private static int[] sorted(double[] mean, Ranking ranking) {
    Integer[] order = new Integer[mean.length];
    Arrays.setAll(order, e -> e);
    Arrays.sort(order, (a, b) -> first(mean, ranking, a, b));
    return Arrays.stream(order).mapToInt(e -> e).toArray();
  }

  private static int first(double[] mean, Ranking ranking, int a, int b) {
    int order = Double.compare(ranking.of(mean[b]) + 0.0, ranking.of(mean[a]) + 0.0);
    return order != 0 ? order : Integer.compare(a, b);
  }
}

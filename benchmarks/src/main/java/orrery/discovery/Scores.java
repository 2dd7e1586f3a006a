package orrery.discovery;

import java.util.List;
import orrery.circuit.ResidualGraph;
import orrery.intervention.Mask;
import orrery.truth.View;

/**
 * What a method answers: signed scores per example, aggregated last, or the circuits that it found.
 *
 * <p>A positive score says that the edge (or writer) helps: cutting it makes the metric, a loss,
 * larger.
 */
public sealed interface Scores {
  /** The graph that the scores are about. */
  ResidualGraph graph();

  /**
   * A score for every edge.
   *
   * @param values {@code [edge][example]}; one column where a method has no score per example
   */
  record OfEdges(ResidualGraph graph, double[][] values) implements Scores {
    public OfEdges {
      require(values.length, graph.edgeCount());
    }

    /** The mean over examples, {@code [edge]}. */
    public double[] mean() {
      return Scores.mean(values);
    }
  }

  /**
   * A score for every writer.
   *
   * @param values {@code [writer][example]}
   */
  record OfWriters(ResidualGraph graph, double[][] values) implements Scores {
    public OfWriters {
      require(values.length, graph.writers().size());
    }

    /** The mean over examples, {@code [writer]}. */
    public double[] mean() {
      return Scores.mean(values);
    }
  }

  /**
   * A score for every edge of another tool's graph.
   *
   * @param view that graph
   * @param values {@code [the view's edge][example]}
   */
  record OfView(ResidualGraph graph, View view, double[][] values) implements Scores {
    public OfView {
      require(values.length, view.size());
    }

    /** The mean over examples, {@code [the view's edge]}. */
    public double[] mean() {
      return Scores.mean(values);
    }

    /** The same for every edge of ours: that of the view's edge that it is part of, or 0. */
    public OfEdges spread() {
      double[] means = view.spread(mean());
      double[][] column = new double[means.length][];
      for (int e = 0; e < means.length; e++) column[e] = new double[] {means[e]};
      return new OfEdges(graph, column);
    }
  }

  /**
   * A score for every edge at every position of its reader.
   *
   * @param values {@code [edge][position][example]}
   */
  record ByPosition(ResidualGraph graph, double[][][] values) implements Scores {
    public ByPosition {
      require(values.length, graph.edgeCount());
    }

    /** The scores without their positions: their sum. */
    public OfEdges summed() {
      double[][] sums = new double[values.length][];
      for (int e = 0; e < sums.length; e++) {
        double[] sum = new double[values[e].length == 0 ? 0 : values[e][0].length];
        for (double[] at : values[e]) for (int i = 0; i < sum.length; i++) sum[i] += at[i];
        sums[e] = sum;
      }
      return new OfEdges(graph, sums);
    }
  }

  /**
   * The circuits that a method found, one for each setting of its threshold, loosest first; they
   * need not be nested.
   */
  record Circuits(ResidualGraph graph, List<Found> found) implements Scores {
    public Circuits {
      found = List.copyOf(found);
    }
  }

  /**
   * One circuit.
   *
   * @param threshold the setting that found it: τ, λ, a sparsity
   * @param circuit its edges
   */
  record Found(double threshold, Mask circuit) {}

  private static void require(int size, int expected) {
    if (size != expected) {
      throw new IllegalArgumentException("%d scores for %d".formatted(size, expected));
    }
  }

  private static double[] mean(double[][] values) {
    double[] mean = new double[values.length];
    for (int i = 0; i < mean.length; i++) {
      double sum = 0;
      for (double v : values[i]) sum += v;
      mean[i] = values[i].length == 0 ? 0 : sum / values[i].length;
    }
    return mean;
  }
}

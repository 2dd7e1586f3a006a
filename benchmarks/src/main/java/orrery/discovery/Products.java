package orrery.discovery;

import orrery.circuit.ResidualGraph;
import orrery.intervention.Backward;
import orrery.intervention.Experiment;
import orrery.intervention.Gradients;

/**
 * ⟨r_u − o_u, gradient⟩, the first-order estimate of what replacing a writer's output does to the
 * metric; the mean over some points.
 */
final class Products {
  private final Experiment experiment;
  private final WeightedPoints at;
  private final Backward rules;

  Products(Experiment experiment, WeightedPoints at, Backward rules) {
    this.experiment = experiment;
    this.at = at;
    this.rules = rules;
  }

  /** The scores at a level: {@link #ofEdges} or {@link #ofWriters}. */
  Scores at(Level level) {
    ResidualGraph graph = experiment.graph();
    return switch (level) {
      case EDGE -> new Scores.OfEdges(graph, ofEdges());
      case NODE -> new Scores.OfWriters(graph, ofWriters());
    };
  }

  /** With the gradient at the edge's reader, summed over positions, {@code [edge][example]}. */
  double[][] ofEdges() {
    double[][] sums = new double[experiment.graph().edgeCount()][experiment.examples()];
    experiment.gradients(
        at.points(), rules, g -> add(g.edgeProducts(), g, at.weight(g.point()), sums));
    return sums;
  }

  /** Adds the products of a window to those of its examples. */
  static void add(double[][] products, Gradients g, double weight, double[][] sums) {
    for (int e = 0; e < sums.length; e++) {
      for (int p = 0; p < g.positions(); p++) {
        for (int row = 0; row < g.rows(); row++) {
          sums[e][g.example(row)] += weight * products[e][p * g.rows() + row];
        }
      }
    }
  }

  /** The same position by position, {@code [edge][position][example]}. */
  double[][][] ofEdgesByPosition() {
    int positions = experiment.task().prompts().maxLength();
    double[][][] sums =
        new double[experiment.graph().edgeCount()][positions][experiment.examples()];
    experiment.gradients(
        at.points(),
        rules,
        g -> {
          double[][] products = g.edgeProducts();
          for (int e = 0; e < sums.length; e++) {
            for (int p = 0; p < g.positions(); p++) {
              for (int row = 0; row < g.rows(); row++) {
                sums[e][p][g.example(row)] +=
                    at.weight(g.point()) * products[e][p * g.rows() + row];
              }
            }
          }
        });
    return sums;
  }

  /** With the gradient at the writer's output, summed over positions, {@code [writer][example]}. */
  double[][] ofWriters() {
    double[][] sums = new double[experiment.graph().writers().size()][experiment.examples()];
    experiment.gradients(
        at.points(),
        rules,
        g -> {
          for (int row = 0; row < g.rows(); row++) {
            for (int w = 0; w < sums.length; w++) {
              sums[w][g.example(row)] += at.weight(g.point()) * ofWriter(g, w, row);
            }
          }
        });
    return sums;
  }

  private double ofWriter(Gradients g, int writer, int row) {
    double[][] change = change(experiment, writer, g.example(row));
    double sum = 0;
    for (int p = 0; p < change.length; p++) {
      for (int d = 0; d < change[p].length; d++) {
        if (change[p][d] != 0) sum += change[p][d] * g.atWriter(writer, row, p, d);
      }
    }
    return sum;
  }

  /** r_u − o_u of one writer on one example, {@code [position][dModel]}. */
  static double[][] change(Experiment experiment, int writer, int example) {
    double[][] output = experiment.output(writer, example);
    double[][] reference = experiment.reference(writer, example);
    double[][] change = new double[output.length][];
    for (int p = 0; p < output.length; p++) {
      change[p] = new double[output[p].length];
      for (int d = 0; d < change[p].length; d++) change[p][d] = reference[p][d] - output[p][d];
    }
    return change;
  }
}

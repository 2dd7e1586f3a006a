package orrery.discovery;

import orrery.circuit.Component;
import orrery.circuit.Component.Kind;
import orrery.circuit.ResidualGraph;
import orrery.intervention.Experiment;
import orrery.intervention.Gradients;

/** The gradients at the attention of every head on every example, kept after their windows. */
final class PatternGradients {
  private final ResidualGraph graph;
  private final double[][][][] values; // [writer][example][query][key]; no rows but for heads

  PatternGradients(Experiment experiment) {
    this.graph = experiment.graph();
    this.values = new double[graph.writers().size()][experiment.examples()][0][0];
  }

  /** Keeps what a window shows. */
  void keep(Gradients g) {
    for (int w = 0; w < values.length; w++) {
      if (graph.writer(w).kind() != Kind.HEAD) continue;
      for (int row = 0; row < g.rows(); row++) {
        values[w][g.example(row)] = pattern(g, graph.writer(w), row);
      }
    }
  }

  private static double[][] pattern(Gradients g, Component head, int row) {
    double[][] gradient = new double[g.positions()][g.positions()];
    for (int q = 0; q < gradient.length; q++) {
      for (int k = 0; k < gradient.length; k++) {
        gradient[q][k] = g.atPattern(head.layer(), head.head(), row, q, k);
      }
    }
    return gradient;
  }

  /** {@code [query][key]} of a head, by its number as a writer. */
  double[][] of(int head, int example) {
    return values[head][example];
  }
}

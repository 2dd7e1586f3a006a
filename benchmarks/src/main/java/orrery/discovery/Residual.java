package orrery.discovery;

import orrery.circuit.Component;
import orrery.circuit.ResidualGraph;
import orrery.intervention.Experiment;
import orrery.model.Weights;

/**
 * The residual stream of one example's clean run, and what would replace each part of it.
 *
 * @param output {@code [writer][position][dModel]}
 * @param change r_u − o_u, shaped alike
 */
record Residual(ResidualGraph graph, Weights weights, double[][][] output, double[][][] change) {
  static Residual of(Experiment experiment, int example) {
    ResidualGraph graph = experiment.graph();
    int writers = graph.writers().size();
    double[][][] output = new double[writers][][];
    double[][][] change = new double[writers][][];
    for (int w = 0; w < writers; w++) {
      output[w] = experiment.output(w, example);
      change[w] = Rows.minus(experiment.reference(w, example), output[w]);
    }
    return new Residual(graph, experiment.weights(), output, change);
  }

  int positions() {
    return output[0].length;
  }

  /** What a reader reads before its normalisation, {@code [position][dModel]}. */
  double[][] stream(int reader) {
    return before(graph.reader(reader).component().time());
  }

  /** The sum of everything written before a time of {@link Component#time}, constants included. */
  double[][] before(long time) {
    double[][] stream = new double[positions()][weights.config().dModel()];
    for (int w = 0; w < output.length; w++) {
      if (graph.writer(w).time() >= time) continue;
      for (int p = 0; p < stream.length; p++) Rows.add(stream[p], output[w][p], 1);
    }
    for (int l = 0; l < weights.layers().size() && 2L * l < time; l++) {
      double[] bias = weights.layers().get(l).bO().toArray();
      for (double[] row : stream) Rows.add(row, bias, 1);
    }
    return stream;
  }

  /** How what a reader reads changes if all its writers are replaced. */
  double[][] wholeChange(int reader) {
    double[][] sum = new double[positions()][weights.config().dModel()];
    for (int w = 0; w < graph.writersOf(reader); w++) {
      for (int p = 0; p < sum.length; p++) Rows.add(sum[p], change[w][p], 1);
    }
    return sum;
  }
}

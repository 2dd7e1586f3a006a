package orrery.discovery;

import java.util.List;
import orrery.circuit.Component.Kind;
import orrery.circuit.Port;
import orrery.circuit.Reader;
import orrery.circuit.ResidualGraph;
import orrery.intervention.Cost;
import orrery.intervention.Experiment;

/**
 * The QK fix of AtP* (Kramár et al. 2024): an edge into queries or keys gets ⟨change of attention,
 * gradient at attention⟩, exact through the softmax where the gradient is saturated.
 */
final class QueryKeyFix {
  private final Experiment experiment;
  private final ResidualGraph graph;
  private final AttributionPatching.Keys keys;

  QueryKeyFix(Experiment experiment, AttributionPatching.Keys keys) {
    this.experiment = experiment;
    this.graph = experiment.graph();
    this.keys = keys;
  }

  /**
   * Replaces the estimates for edges into queries and keys.
   *
   * @param estimates {@code [edge][example]}, one for each way back
   * @param gradients those at the patterns by the same ways
   */
  void replace(List<double[][]> estimates, List<PatternGradients> gradients) {
    double work = 0;
    for (int example = 0; example < experiment.examples(); example++) {
      Residual residual = Residual.of(experiment, example);
      for (int w = 0; w < graph.writers().size(); w++) {
        if (graph.writer(w).kind() == Kind.HEAD)
          replace(w, residual, example, estimates, gradients);
      }
      work += ForwardShare.ofQueriesAndKeys(experiment, residual.positions());
    }
    experiment.charge(new Cost(work / experiment.examples(), 0));
  }

  private void replace(
      int head,
      Residual residual,
      int example,
      List<double[][]> estimates,
      List<PatternGradients> gradients) {
    for (Port port : List.of(Port.Q, Port.K)) {
      int reader = graph.readerId(new Reader(graph.writer(head), port)).orElseThrow();
      HeadScores scores =
          new HeadScores(
              residual.weights(),
              graph.writer(head).layer(),
              graph.writer(head).head(),
              residual.stream(reader));
      for (int w = 0; w < graph.writersOf(reader); w++) {
        double[][] change = residual.change()[w];
        boolean apart = port == Port.K && keys == AttributionPatching.Keys.APART;
        double[][] moved = port == Port.Q ? scores.byQueries(change) : scores.byKeys(change);
        double[][] pattern = apart ? new double[0][] : scores.pattern(moved);
        for (int way = 0; way < estimates.size(); way++) {
          double[][] gradient = gradients.get(way).of(head, example);
          estimates.get(way)[graph.edge(w, reader)][example] =
              apart ? sum(scores.keysApart(moved, gradient)) : product(pattern, gradient);
        }
      }
    }
  }

  private static double sum(double[][] values) {
    double sum = 0;
    for (double[] row : values) for (double v : row) sum += v;
    return sum;
  }

  private static double product(double[][] a, double[][] b) {
    double sum = 0;
    for (int q = 0; q < a.length; q++) sum += Rows.dot(a[q], b[q]);
    return sum;
  }
}

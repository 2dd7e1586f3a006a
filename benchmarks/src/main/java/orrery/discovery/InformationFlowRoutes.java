package orrery.discovery;

import java.util.Map;
import orrery.circuit.ResidualGraph;
import orrery.intervention.Experiment;

/**
 * Information flow routes: how near, in the L1 norm, a writer's output is to the whole that a
 * reader reads, as its share among the reader's writers (Ferrando and Voita 2024, with the
 * proximity of Ferrando et al. 2022).
 *
 * <p>proximity(u, v) = max(0, ‖x_v‖₁ − ‖o_u − x_v‖₁), and the score is its share of the sum over
 * writers, ε added to the sum, the mean over positions. No gradients, no reference, no metric:
 * shares of each reader sum to at most 1, so edges of different readers do not compare, and
 * selection should be greedy from the logits. No passes beyond those that prepare the experiment.
 *
 * @param epsilon added to the sum; without it a reader to which nothing is near has no number
 */
public record InformationFlowRoutes(double epsilon) implements Method {
  /** Checks that ε is positive. */
  public InformationFlowRoutes {
    if (!(epsilon > 0)) throw new IllegalArgumentException("epsilon " + epsilon + ", above 0");
  }

  @Override
  public String name() {
    return "ifr";
  }

  @Override
  public String citation() {
    return "Ferrando and Voita 2024";
  }

  @Override
  public Map<String, String> settings() {
    return Settings.told("epsilon", epsilon);
  }

  @Override
  public Scores score(Experiment experiment) {
    ResidualGraph graph = experiment.graph();
    double[][] scores = new double[graph.edgeCount()][experiment.examples()];
    for (int i = 0; i < experiment.examples(); i++) {
      Residual residual = Residual.of(experiment, i);
      for (int v = 0; v < graph.readers().size(); v++) {
        double[][] stream = residual.stream(v);
        for (int p = 0; p < stream.length; p++) {
          double[] shares = shares(residual, v, p, stream[p]);
          for (int w = 0; w < shares.length; w++) {
            scores[graph.edge(w, v)][i] += shares[w] / stream.length;
          }
        }
      }
    }
    return new Scores.OfEdges(graph, scores);
  }

  private double[] shares(Residual residual, int reader, int position, double[] whole) {
    double[] shares = new double[residual.graph().writersOf(reader)];
    double sum = epsilon;
    for (int w = 0; w < shares.length; w++) {
      shares[w] = proximity(residual.output()[w][position], whole);
      sum += shares[w];
    }
    for (int w = 0; w < shares.length; w++) shares[w] /= sum;
    return shares;
  }

  private static double proximity(double[] part, double[] whole) {
    double norm = 0;
    double distance = 0;
    for (int d = 0; d < whole.length; d++) {
      norm += Math.abs(whole[d]);
      distance += Math.abs(part[d] - whole[d]);
    }
    return Math.max(0, norm - distance);
  }
}

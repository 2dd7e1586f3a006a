package orrery.discovery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import orrery.circuit.ResidualGraph;
import orrery.intervention.Backward;
import orrery.intervention.Experiment;

/**
 * HISP, the head importance score for pruning: |⟨r_u − o_u, gradient at u's output⟩| for each
 * example, over the L2 norm of the layer's mean scores (Michel, Levy and Neubig 2019, with a
 * reference in zero's place as Conmy et al. 2023, appendix E).
 *
 * <p>A layer is its heads and its MLP; the two embeddings are a layer of their own. Scores have no
 * sign: a part that hurts scores like one that helps. One backward pass.
 */
public record HeadImportance() implements Method {
  @Override
  public String name() {
    return "hisp";
  }

  @Override
  public String citation() {
    return "Michel, Levy and Neubig 2019; Conmy et al. 2023";
  }

  @Override
  public Map<String, String> settings() {
    return Map.of();
  }

  @Override
  public Scores score(Experiment experiment) {
    ResidualGraph graph = experiment.graph();
    double[][] scores =
        new Products(experiment, WeightedPoints.clean(), Backward.EXACT).ofWriters();
    Map<Integer, List<double[]>> layers = new LinkedHashMap<>();
    for (int w = 0; w < scores.length; w++) {
      for (int i = 0; i < scores[w].length; i++) scores[w][i] = Math.abs(scores[w][i]);
      layers.computeIfAbsent(graph.writer(w).layer(), l -> new ArrayList<>()).add(scores[w]);
    }
    layers.values().forEach(HeadImportance::normalise);
    return new Scores.OfWriters(graph, scores);
  }

  /** Divides by the norm of the means; a layer without any effect stays 0. */
  private static void normalise(List<double[]> layer) {
    double squares = 0;
    for (double[] scores : layer) {
      double mean = 0;
      for (double s : scores) mean += s / scores.length;
      squares += mean * mean;
    }
    if (squares == 0) return;
    double norm = Math.sqrt(squares);
    for (double[] scores : layer) for (int i = 0; i < scores.length; i++) scores[i] /= norm;
  }
}

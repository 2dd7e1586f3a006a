package orrery.discovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import orrery.circuit.ResidualGraph;
import orrery.intervention.Backward;
import orrery.intervention.Experiment;
import orrery.intervention.Point;

/**
 * AtP and AtP*: attribution patching, with exact softmaxes for edges into queries and keys (QK fix)
 * and with gradients that leave out one layer at a time (GradDrop); both together are AtP* (Kramár
 * et al. 2024).
 *
 * <p>The paper's nodes are q, k and v of a head among others; here a node is a writer, and its
 * score is the sum over its edges, those into queries and keys with the fix. GradDrop's score is Σ
 * over layers of |score with nothing flowing back through the layer's heads and MLP| / (L − 1),
 * absolute for each example, so that effects which cancel between paths still count; it has no
 * sign. A model of one layer, for which the paper has no formula, is divided by 1.
 *
 * <p>Backward passes: 1, with GradDrop L; the fix costs part of a forward pass for each writer.
 *
 * @param queryKeyFix whether attention is computed anew for edges into queries and keys
 * @param gradDrop whether gradients leave out one layer at a time
 * @param keys how the keys of a head are replaced by the fix
 * @param level edges or writers
 */
public record AttributionPatching(boolean queryKeyFix, boolean gradDrop, Keys keys, Level level)
    implements Method {
  /** How the keys of a head are replaced. */
  public enum Keys {
    /** All positions at once, as the edge is cut; their effects share one softmax. */
    TOGETHER,
    /** One position at a time, as the paper's nodes, and the effects summed. */
    APART
  }

  @Override
  public String name() {
    if (gradDrop) return queryKeyFix ? "atp-star" : "atp-graddrop";
    return queryKeyFix ? "atp-qk" : "atp";
  }

  @Override
  public String citation() {
    return gradDrop || queryKeyFix ? "Kramár et al. 2024" : "Nanda 2023; Kramár et al. 2024";
  }

  @Override
  public Map<String, String> settings() {
    return queryKeyFix
        ? Settings.told("keys", keys, "level", level)
        : Settings.told("level", level);
  }

  @Override
  public Scores score(Experiment experiment) {
    List<double[][]> estimates = new ArrayList<>();
    List<PatternGradients> patterns = new ArrayList<>();
    for (Backward rules : waysBack(experiment)) {
      double[][] estimate = new double[experiment.graph().edgeCount()][experiment.examples()];
      PatternGradients pattern = new PatternGradients(experiment);
      experiment.gradients(
          List.of(Point.clean()),
          rules,
          g -> {
            Products.add(g.edgeProducts(), g, 1, estimate);
            if (queryKeyFix) pattern.keep(g);
          });
      estimates.add(estimate);
      patterns.add(pattern);
    }
    if (queryKeyFix) new QueryKeyFix(experiment, keys).replace(estimates, patterns);
    return aggregate(experiment.graph(), estimates);
  }

  private List<Backward> waysBack(Experiment experiment) {
    int layers = experiment.weights().layers().size();
    return gradDrop && layers > 0
        ? IntStream.range(0, layers).mapToObj(Backward::dropping).toList()
        : List.of(Backward.EXACT);
  }

  private Scores aggregate(ResidualGraph graph, List<double[][]> estimates) {
    List<double[][]> atLevel =
        level == Level.EDGE ? estimates : estimates.stream().map(e -> writers(graph, e)).toList();
    double[][] scores = gradDrop ? meanMagnitude(atLevel) : atLevel.get(0);
    return level == Level.EDGE
        ? new Scores.OfEdges(graph, scores)
        : new Scores.OfWriters(graph, scores);
  }

  private static double[][] writers(ResidualGraph graph, double[][] edges) {
    double[][] sums = new double[graph.writers().size()][edges[0].length];
    for (int e = 0; e < edges.length; e++) Rows.add(sums[graph.writerOf(e)], edges[e], 1);
    return sums;
  }

  private static double[][] meanMagnitude(List<double[][]> estimates) {
    double[][] sums = new double[estimates.get(0).length][estimates.get(0)[0].length];
    int divisor = Math.max(1, estimates.size() - 1);
    for (double[][] estimate : estimates) {
      for (int s = 0; s < sums.length; s++) {
        for (int i = 0; i < sums[s].length; i++) sums[s][i] += Math.abs(estimate[s][i]) / divisor;
      }
    }
    return sums;
  }
}

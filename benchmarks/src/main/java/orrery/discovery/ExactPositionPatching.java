package orrery.discovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import orrery.circuit.ResidualGraph;
import orrery.intervention.Experiment;
import orrery.intervention.Mask;

/**
 * The exact effect of every edge at every position of its reader.
 *
 * <p>For queries, MLPs and logits that is the position that computes; for keys and values the one
 * that is attended to.
 *
 * @param direction which run is the base, as in {@link ExactEdgePatching}
 */
public record ExactPositionPatching(Direction direction) implements Method {
  @Override
  public String name() {
    return "exact-positions";
  }

  @Override
  public String citation() {
    return "Wang et al. 2023; with positions, Haklay et al. 2025";
  }

  @Override
  public Map<String, String> settings() {
    return Settings.told("direction", direction);
  }

  @Override
  public Scores.ByPosition score(Experiment experiment) {
    return new Scores.ByPosition(
        experiment.graph(),
        direction == Direction.NOISING ? experiment.edgeEffectsByPosition() : restored(experiment));
  }

  private static double[][][] restored(Experiment experiment) {
    ResidualGraph graph = experiment.graph();
    int positions = experiment.task().prompts().maxLength();
    double[][][] effects = new double[graph.edgeCount()][][];
    for (int e = 0; e < effects.length; e++) {
      List<Mask> masks = new ArrayList<>();
      for (int p = 0; p < positions; p++) masks.add(only(graph, e, p, positions));
      effects[e] = Restoring.effects(experiment, masks);
    }
    return effects;
  }

  private static Mask only(ResidualGraph graph, int edge, int position, int positions) {
    Mask mask = Mask.none(graph).with(edge).byPosition(positions);
    for (int p = 0; p < positions; p++) if (p != position) mask = mask.without(edge, p);
    return mask;
  }
}

package orrery.discovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import orrery.circuit.ResidualGraph;
import orrery.intervention.Experiment;
import orrery.intervention.Mask;

/**
 * The exact effect of every single edge: what all approximations of edge patching approximate.
 *
 * <p>Noising scores an edge by metric with it cut − metric of the clean run. Denoising scores it by
 * metric of the run on the reference − metric of that run with the edge's clean value injected.
 * Either way a positive score helps. Interactions are not seen: of two edges that can stand in for
 * each other, noising scores both 0.
 *
 * @param direction which run is the base
 */
public record ExactEdgePatching(Direction direction) implements Method {
  @Override
  public String name() {
    return "exact-edges";
  }

  @Override
  public String citation() {
    return "Wang et al. 2023; as the exact baseline, Hanna et al. 2024";
  }

  @Override
  public Map<String, String> settings() {
    return Settings.told("direction", direction);
  }

  @Override
  public Scores.OfEdges score(Experiment experiment) {
    ResidualGraph graph = experiment.graph();
    if (direction == Direction.NOISING) {
      return new Scores.OfEdges(graph, experiment.edgeEffects());
    }
    List<Mask> restored = new ArrayList<>();
    for (int e = 0; e < graph.edgeCount(); e++) restored.add(Mask.none(graph).with(e));
    return new Scores.OfEdges(graph, Restoring.effects(experiment, restored));
  }
}

package orrery.discovery;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import orrery.circuit.ResidualGraph;
import orrery.intervention.Experiment;
import orrery.intervention.Mask;

/**
 * The exact effect of every writer: all its edges at once (activation patching, causal tracing,
 * interchange intervention).
 *
 * @param direction which run is the base, as in {@link ExactEdgePatching}
 */
public record ExactNodePatching(Direction direction) implements Method {
  @Override
  public String name() {
    return "exact-nodes";
  }

  @Override
  public String citation() {
    return "Vig et al. 2020; Meng et al. 2022; Zhang and Nanda 2024";
  }

  @Override
  public Map<String, String> settings() {
    return Settings.told("direction", direction);
  }

  @Override
  public Scores.OfWriters score(Experiment experiment) {
    ResidualGraph graph = experiment.graph();
    if (direction == Direction.NOISING) {
      return new Scores.OfWriters(graph, experiment.writerEffects());
    }
    List<Mask> restored = new ArrayList<>();
    for (BitSet edges : Nodes.outgoing(graph)) restored.add(Mask.of(graph, edges));
    return new Scores.OfWriters(graph, Restoring.effects(experiment, restored));
  }
}

package orrery.discovery;

import java.util.Map;
import orrery.intervention.Backward;
import orrery.intervention.Experiment;

/**
 * NAP: ⟨r_u − o_u, gradient of the metric at u's output⟩ in the clean run, for every writer u
 * (Nanda 2023; the node row of MIB, Mueller et al. 2025).
 *
 * <p>It is the sum of the edge attribution scores of u's edges. The published code multiplies an
 * MLP's output with the gradient at its input; here both are at the output. One backward pass.
 */
public record NodeAttributionPatching() implements Method {
  @Override
  public String name() {
    return "nap";
  }

  @Override
  public String citation() {
    return "Nanda 2023; Mueller et al. 2025";
  }

  @Override
  public Map<String, String> settings() {
    return Map.of();
  }

  @Override
  public Scores score(Experiment experiment) {
    return new Products(experiment, WeightedPoints.clean(), Backward.EXACT).at(Level.NODE);
  }
}

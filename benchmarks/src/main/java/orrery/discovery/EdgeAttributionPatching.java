package orrery.discovery;

import java.util.Map;
import orrery.intervention.Backward;
import orrery.intervention.Experiment;

/**
 * Edge attribution patching: Σ over positions of ⟨r_u − o_u, gradient of the metric at v⟩, taken in
 * the clean run (Syed, Rager and Conmy 2023).
 *
 * <p>It is the gradient with respect to a mask entry, so it is 0 at a minimum of the metric: a
 * divergence from the clean run has no slope there. One backward pass.
 */
public record EdgeAttributionPatching() implements Method {
  @Override
  public String name() {
    return "eap";
  }

  @Override
  public String citation() {
    return "Syed, Rager and Conmy 2023";
  }

  @Override
  public Map<String, String> settings() {
    return Map.of();
  }

  @Override
  public Scores score(Experiment experiment) {
    return new Products(experiment, WeightedPoints.clean(), Backward.EXACT).at(Level.EDGE);
  }
}

package orrery.discovery;

import java.util.Map;
import orrery.intervention.Backward;
import orrery.intervention.Experiment;

/**
 * GIM: attribution patching with gradient interaction modifications (Edin et al. 2025).
 *
 * <p>Backwards, the scale of a normalisation is a constant, the softmax has temperature 2, and
 * gradients into queries and keys count a quarter, into values a half; see {@link Backward#GIM}.
 *
 * @param steps 0 for the gradient in the clean run, else the steps of EAP-IG, inputs
 * @param rule which samples of the steps
 */
public record GradientInteraction(int steps, Riemann rule, Level level) implements Method {
  /** Checks that the steps are 0 or more. */
  public GradientInteraction {
    if (steps != 0) rule.samples(steps);
  }

  @Override
  public String name() {
    return "gim";
  }

  @Override
  public String citation() {
    return "Edin et al. 2025";
  }

  @Override
  public Map<String, String> settings() {
    return Settings.told("steps", steps, "rule", rule, "level", level);
  }

  @Override
  public Scores score(Experiment experiment) {
    WeightedPoints at = steps == 0 ? WeightedPoints.clean() : WeightedPoints.inputs(rule, steps);
    return new Products(experiment, at, Backward.GIM).at(level);
  }
}

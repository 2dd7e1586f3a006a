package orrery.discovery;

import java.util.Map;
import orrery.intervention.Backward;
import orrery.intervention.Experiment;

/**
 * EAP-IG, inputs: edge attribution patching with the mean gradient along a straight line of the
 * embeddings from the reference to the clean prompt (Hanna, Pezzelle and Belinkov 2024).
 *
 * <p>The line is that of the embeddings only; what replaces a later writer's output stays r_u. So
 * the scores of all edges out of the embeddings sum to the change of the metric between the two
 * ends, as steps grow, and those of other edges to nothing in particular. One forward and one
 * backward pass a sample.
 *
 * @param steps how many steps m; MIB takes 5
 * @param rule which samples; MIB's code takes {@link Riemann#LEFT}, without the clean run
 */
public record IntegratedGradientsInputs(int steps, Riemann rule) implements Method {
  /** Checks that there is a step. */
  public IntegratedGradientsInputs {
    rule.samples(steps);
  }

  @Override
  public String name() {
    return "eap-ig-inputs";
  }

  @Override
  public String citation() {
    return "Hanna, Pezzelle and Belinkov 2024";
  }

  @Override
  public Map<String, String> settings() {
    return Settings.told("steps", steps, "rule", rule);
  }

  @Override
  public Scores score(Experiment experiment) {
    return new Products(experiment, WeightedPoints.inputs(rule, steps), Backward.EXACT)
        .at(Level.EDGE);
  }
}

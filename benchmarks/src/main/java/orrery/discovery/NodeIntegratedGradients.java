package orrery.discovery;

import java.util.Map;
import orrery.intervention.Backward;
import orrery.intervention.Experiment;

/**
 * NAP-IG: node attribution patching with the mean gradient along a straight line of the embeddings
 * from the reference to the clean prompt (Hanna, Pezzelle and Belinkov 2024; the node row of MIB,
 * Mueller et al. 2025). One forward and one backward pass a sample.
 *
 * @param steps how many steps m; MIB takes 5
 * @param rule which samples; MIB's code for nodes takes {@link Riemann#RIGHT}, with the clean run
 */
public record NodeIntegratedGradients(int steps, Riemann rule) implements Method {
  /** Checks that there is a step. */
  public NodeIntegratedGradients {
    rule.samples(steps);
  }

  @Override
  public String name() {
    return "nap-ig";
  }

  @Override
  public String citation() {
    return "Hanna, Pezzelle and Belinkov 2024; Mueller et al. 2025";
  }

  @Override
  public Map<String, String> settings() {
    return Settings.told("steps", steps, "rule", rule);
  }

  @Override
  public Scores score(Experiment experiment) {
    return new Products(experiment, WeightedPoints.inputs(rule, steps), Backward.EXACT)
        .at(Level.NODE);
  }
}

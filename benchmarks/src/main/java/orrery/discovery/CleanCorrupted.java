package orrery.discovery;

import java.util.Map;
import orrery.intervention.Backward;
import orrery.intervention.Experiment;

/**
 * Clean–corrupted: edge attribution patching with the mean of the gradients in the clean run and in
 * the run on the reference's embeddings (Hanna, Pezzelle and Belinkov 2024, who credit Nanda).
 *
 * <p>It sees a non-linearity that is flat at one end and steep at the other. Two backward passes.
 */
public record CleanCorrupted() implements Method {
  @Override
  public String name() {
    return "clean-corrupted";
  }

  @Override
  public String citation() {
    return "Hanna, Pezzelle and Belinkov 2024";
  }

  @Override
  public Map<String, String> settings() {
    return Map.of();
  }

  @Override
  public Scores score(Experiment experiment) {
    return new Products(experiment, WeightedPoints.ends(), Backward.EXACT).at(Level.EDGE);
  }
}

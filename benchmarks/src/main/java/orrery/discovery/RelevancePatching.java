package orrery.discovery;

import java.util.Map;
import java.util.OptionalInt;
import orrery.intervention.Backward;
import orrery.intervention.Experiment;

/**
 * RelP: attribution patching with the coefficients of layer-wise relevance propagation in the
 * gradient's place (Rezaei Jafari, Eberle, Khakzar and Nanda 2025).
 *
 * <p>The scale of a normalisation is a constant (LN-rule), an activation is x · (act(x) / x) with
 * the bracket a constant (identity rule), and attention is a constant (AH-rule). Under the AH-rule
 * every edge into queries and keys scores 0. One backward pass.
 *
 * @param ahRule whether attention is a constant
 */
public record RelevancePatching(boolean ahRule, Level level) implements Method {
  @Override
  public String name() {
    return "relp";
  }

  @Override
  public String citation() {
    return "Rezaei Jafari, Eberle, Khakzar and Nanda 2025";
  }

  @Override
  public Map<String, String> settings() {
    return Settings.told("ah-rule", ahRule, "level", level);
  }

  @Override
  public Scores score(Experiment experiment) {
    Backward rules = new Backward(true, ahRule, true, 1, 1, 1, OptionalInt.empty());
    return new Products(experiment, WeightedPoints.clean(), rules).at(level);
  }
}

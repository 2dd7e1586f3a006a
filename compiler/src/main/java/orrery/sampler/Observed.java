package orrery.sampler;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import orrery.causal.CausalModel;
import orrery.causal.Evaluation;
import orrery.causal.InputBatch;
import orrery.causal.Variable;
import orrery.types.Domain;
import orrery.types.Value;

/**
 * The values of a variable on a few inputs, the same ones for all programs of one input space.
 *
 * @param values input by input, position by position
 */
record Observed(List<Value> values) {
  private static final int INPUTS = 200;
  private static final double TOO_OFTEN = 0.95;

  /** The values of a variable of a meaning. */
  static Observed of(Variable variable, CausalModel meaning) {
    List<int[]> inputs = meaning.inputs().sample(INPUTS, new Random(2));
    InputBatch batch = InputBatch.of(inputs, meaning.inputs().maxLength());
    int[] codes = new Evaluation(batch, meaning.inputs().causal()).codes(variable);
    List<Value> values = new ArrayList<>();
    for (int code : codes) {
      if (code >= 0) values.add(variable.domain().value(code));
    }
    return new Observed(List.copyOf(values));
  }

  /** Whether one value stands in more than 95 % of all places. */
  boolean isMonotonous() {
    Map<Value, Integer> counts = new HashMap<>();
    values.forEach(v -> counts.merge(v, 1, Integer::sum));
    int most = counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    return most > TOO_OFTEN * values.size();
  }

  /** The values that occur; undefined, too, where the checker says that it may be. */
  Domain domain(Domain declared) {
    Domain seen = Domain.of(values);
    return declared.mayBeNone() ? seen.with(Value.NONE) : seen;
  }
}

package orrery.sampler;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import orrery.causal.CausalModel;
import orrery.causal.Evaluation;
import orrery.causal.InputBatch;
import orrery.causal.InputSpace;
import orrery.causal.Variable;

/** What a program does on its inputs: all of them where there are few, else a fixed sample. */
final class Behaviour {
  /** All inputs are looked at where there are at most so many. */
  static final int MOST = 2048;

  private static final double TOO_OFTEN = 0.95;
  private static final long SEED = 20_240_714;

  private final CausalModel meaning;
  private final Evaluation clean;

  Behaviour(CausalModel meaning) {
    this.meaning = meaning;
    List<int[]> inputs = inputs(meaning.inputs());
    this.clean =
        new Evaluation(
            InputBatch.of(inputs, meaning.inputs().maxLength()), meaning.inputs().causal());
  }

  private static List<int[]> inputs(InputSpace space) {
    if (!space.isAtMost(MOST)) return space.sample(MOST, new Random(SEED));
    List<int[]> all = new ArrayList<>();
    space.forEachBatch(batch -> all.addAll(List.of(batch.rows())));
    return all;
  }

  /** The values without intervention. */
  Evaluation clean() {
    return clean;
  }

  /** Why the program is worth nothing, as far as its answers and values say. */
  Optional<Rejection> rejection() {
    Optional<Rejection> first = Optional.empty();
    for (CausalModel.Output output : meaning.outputs()) {
      Optional<Rejection> own = of(output);
      boolean earlier = own.isPresent() && first.map(f -> f.compareTo(own.get()) > 0).orElse(true);
      if (earlier) first = own;
    }
    if (first.isPresent()) return first;
    return repeats() ? Optional.of(Rejection.REPEATED) : Optional.empty();
  }

  private Optional<Rejection> of(CausalModel.Output output) {
    int[] codes = clean.codes(output.variable());
    long[] given = new long[output.variable().domain().size()];
    long judged = 0;
    boolean identity = true;
    InputBatch batch = clean.batch();
    for (int row = 0; row < batch.size(); row++) {
      int length = batch.rows()[row].length;
      for (int p = 0; p < length; p++) {
        int code = codes[batch.at(row, p)];
        if (code < 0 || !output.judgedAt(p, length)) continue;
        given[code]++;
        judged++;
        identity &=
            output
                .variable()
                .domain()
                .value(code)
                .equals(meaning.inputs().alphabet().value(batch.rows()[row][p]));
      }
    }
    long most = 0;
    for (long n : given) most = Math.max(most, n);
    if (most == judged) return Optional.of(Rejection.CONSTANT);
    if (identity) return Optional.of(Rejection.IDENTITY);
    return most > TOO_OFTEN * judged ? Optional.of(Rejection.RARE) : Optional.empty();
  }

  /** Whether a name and another variable, the input's included, are always equal. */
  private boolean repeats() {
    for (Variable one : meaning.variables()) {
      if (!one.annotations().named()) continue;
      for (Variable two : meaning.variables()) {
        if (one != two && equal(one, two)) return true;
      }
    }
    return false;
  }

  private boolean equal(Variable one, Variable two) {
    int[] a = clean.codes(one);
    int[] b = clean.codes(two);
    for (int i = 0; i < a.length; i++) {
      if (a[i] < 0 && b[i] < 0) continue;
      if (a[i] < 0 || b[i] < 0) return false;
      if (!one.domain().value(a[i]).equals(two.domain().value(b[i]))) return false;
    }
    return true;
  }
}

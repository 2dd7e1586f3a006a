package orrery.check;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.numbers.fraction.BigFraction;
import orrery.causal.Evaluation;
import orrery.causal.InputBatch;
import orrery.causal.Mechanism;
import orrery.causal.Reduction;
import orrery.causal.Selection;
import orrery.causal.Variable;
import orrery.types.Value;

/** The sums or means of a read whose values are too many for a domain, on one batch. */
final class OpenColumn implements Condition.Column {
  private final int[] codes; // [batch * maxLength], into results; -1 beyond an input
  private final List<Result> results = new ArrayList<>();
  private final Map<Result, Integer> numbers = new HashMap<>();
  private final Map<BigFraction, Result> known = new HashMap<>();

  OpenColumn(Evaluation evaluation, Mechanism.Attention read, Pointwise place) {
    InputBatch batch = evaluation.batch();
    Selection selection = evaluation.selection(read.selector());
    Variable value = read.value().orElseThrow(() -> new AssertionError("counts are never open"));
    int[] values = evaluation.codes(value);
    codes = new int[batch.size() * batch.maxLength()];
    java.util.Arrays.fill(codes, -1);
    Numbers terms = new Numbers(value, place);
    for (int row = 0; row < batch.size(); row++) {
      int length = batch.rows()[row].length;
      int words = Selection.words(length);
      long[] bits = selection.of(row);
      for (int q = 0; q < length; q++) {
        int[] keys = keys(bits, q * words, words, batch.at(row, 0));
        codes[batch.at(row, q)] = number(reduced(read, terms, values, keys));
      }
    }
  }

  private static int[] keys(long[] bits, int from, int words, int base) {
    int count = 0;
    for (int w = 0; w < words; w++) {
      count += Long.bitCount(bits[from + w]);
    }
    int[] keys = new int[count];
    int next = 0;
    for (int w = 0; w < words; w++) {
      for (long left = bits[from + w]; left != 0; left &= left - 1) {
        keys[next++] = base + 64 * w + Long.numberOfTrailingZeros(left);
      }
    }
    return keys;
  }

  /** A domain's values over one denominator; a value without a number fails. */
  private static final class Numbers {
    private final BigInteger denominator;
    private final List<BigInteger> numerators = new ArrayList<>();
    private final List<Boolean> defined = new ArrayList<>();
    private final Result missing;

    Numbers(Variable value, Pointwise place) {
      BigInteger common = BigInteger.ONE;
      for (Value v : value.domain().values()) {
        if (v instanceof Value.Rational r) {
          BigInteger d = r.number().getDenominator();
          common = common.multiply(d).divide(common.gcd(d));
        }
      }
      denominator = common;
      for (Value v : value.domain().values()) {
        defined.add(v instanceof Value.Rational || v instanceof Value.Truth);
        numerators.add(numerator(v));
      }
      missing =
          new Result.Failed(
              "E0302", "`" + value.name() + "` is undefined where it is read", place, List.of());
    }

    private BigInteger numerator(Value v) {
      if (v instanceof Value.Truth t) return t.truth() ? denominator : BigInteger.ZERO;
      if (v instanceof Value.Rational r) {
        return r.number().getNumerator().multiply(denominator).divide(r.number().getDenominator());
      }
      return BigInteger.ZERO;
    }
  }

  private Result reduced(Mechanism.Attention read, Numbers terms, int[] values, int[] keys) {
    boolean mean = read.reduction() == Reduction.MEAN;
    if (keys.length == 0 && mean) return new Result.Known(read.otherwise());
    BigInteger sum = BigInteger.ZERO;
    for (int key : keys) {
      int code = values[key];
      if (code < 0 || !terms.defined.get(code)) return terms.missing;
      sum = sum.add(terms.numerators.get(code));
    }
    BigInteger width = mean ? BigInteger.valueOf(keys.length) : BigInteger.ONE;
    return known.computeIfAbsent(
        BigFraction.of(sum, terms.denominator.multiply(width)), f -> new Result.Known(Value.of(f)));
  }

  private int number(Result result) {
    return numbers.computeIfAbsent(
        result,
        r -> {
          results.add(r);
          return results.size() - 1;
        });
  }

  @Override
  public Result at(int place) {
    return results.get(codes[place]);
  }

  @Override
  public int code(int place) {
    return codes[place];
  }
}

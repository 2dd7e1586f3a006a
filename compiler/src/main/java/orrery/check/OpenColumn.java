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
  private final Map<Ratio, Integer> small = new HashMap<>();

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
        boolean asBefore = q > 0 && same(bits, (q - 1) * words, q * words, words);
        codes[batch.at(row, q)] =
            asBefore
                ? codes[batch.at(row, q - 1)]
                : reduced(read, terms, values, keys(bits, q * words, words, batch.at(row, 0)));
      }
    }
  }

  private static boolean same(long[] bits, int first, int second, int words) {
    return java.util.Arrays.equals(bits, first, first + words, bits, second, second + words);
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
    private final BigInteger[] exact; // [value code]
    private final long[] small; // [value code], where every sum fits 64 bits
    private final boolean fits;
    private final boolean[] defined; // [value code]
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
      int size = value.domain().size();
      exact = new BigInteger[size];
      small = new long[size];
      defined = new boolean[size];
      boolean all = true;
      for (int code = 0; code < size; code++) {
        Value v = value.domain().value(code);
        defined[code] = v instanceof Value.Rational || v instanceof Value.Truth;
        exact[code] = numerator(v);
        small[code] = exact[code].longValue();
        all &= exact[code].bitLength() < 48;
      }
      fits = all;
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

  private int reduced(Mechanism.Attention read, Numbers terms, int[] values, int[] keys) {
    boolean mean = read.reduction() == Reduction.MEAN;
    if (keys.length == 0 && mean) return number(new Result.Known(read.otherwise()));
    for (int key : keys) {
      if (values[key] < 0 || !terms.defined[values[key]]) return number(terms.missing);
    }
    int width = mean ? keys.length : 1;
    if (!terms.fits) return number(known(exactSum(terms, values, keys), terms, width));
    long sum = 0;
    for (int key : keys) {
      sum += terms.small[values[key]];
    }
    long total = sum;
    return small.computeIfAbsent(
        new Ratio(sum, width), r -> number(known(BigInteger.valueOf(total), terms, width)));
  }

  private record Ratio(long sum, int width) {}

  private static BigInteger exactSum(Numbers terms, int[] values, int[] keys) {
    BigInteger sum = BigInteger.ZERO;
    for (int key : keys) {
      sum = sum.add(terms.exact[values[key]]);
    }
    return sum;
  }

  private static Result known(BigInteger sum, Numbers terms, int width) {
    BigInteger divisor = terms.denominator.multiply(BigInteger.valueOf(width));
    return new Result.Known(Value.of(BigFraction.of(sum, divisor)));
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

package orrery.causal;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import orrery.types.Domain;
import orrery.types.Value;

/** Evaluates one attention on a batch: select, then reduce. */
final class AttentionEvaluation {
  private final InputBatch batch;
  private final Variable variable;
  private final Mechanism.Attention attention;
  private final Selection selection;
  private final int[] values; // [batch * maxLength], empty for COUNT
  private final Domain valueDomain;
  private final int none;
  private final int otherwise;
  private final long[] numerators; // [value code], for SUM and MEAN
  private final Map<Long, Integer> codeOfSum = new HashMap<>();
  private final long maxWidth;
  private final int[] counts; // [width] its code

  AttentionEvaluation(
      Evaluation evaluation, Variable variable, Mechanism.Attention attention, boolean causal) {
    this.batch = evaluation.batch();
    this.variable = variable;
    this.attention = attention;
    this.selection = new Selection(evaluation, attention.selector(), causal);
    this.values = attention.value().map(evaluation::codes).orElseGet(() -> new int[0]);
    this.valueDomain = attention.value().map(Variable::domain).orElse(Domain.BOOL);
    this.none = valueDomain.code(Value.NONE);
    this.otherwise = variable.domain().code(emptyValue());
    this.maxWidth = batch.maxLength() + 1L;
    this.counts = new int[batch.maxLength() + 1];
    for (int width = 0; width < counts.length; width++) {
      counts[width] = variable.domain().code(Value.of(width));
    }
    this.numerators =
        attention.reduction() == Reduction.SUM || attention.reduction() == Reduction.MEAN
            ? scaled()
            : new long[0];
  }

  private Value emptyValue() {
    return switch (attention.reduction()) {
      case COUNT, SUM -> Value.of(0);
      case ANY -> Value.FALSE;
      case ALL -> Value.TRUE;
      case PICK, MEAN, MAXIMUM, MINIMUM -> attention.otherwise();
    };
  }

  private long[] scaled() {
    return Scaled.of(valueDomain, batch.maxLength())
        .map(Scaled::numerators)
        .orElseGet(() -> new long[valueDomain.size()]);
  }

  int[] codes(List<Evaluation.Conflict> conflicts) {
    int[] codes = new int[batch.size() * batch.maxLength()];
    java.util.Arrays.fill(codes, Evaluation.NO_VALUE);
    Map<Evaluation.Conflict.Kind, Boolean> reported = new IdentityHashMap<>();
    for (int row = 0; row < batch.size(); row++) {
      int length = batch.rows()[row].length;
      long[] selected = selection.of(row);
      int words = Selection.words(length);
      for (int q = 0; q < length; q++) {
        int code = reduce(selected, q * words, words, batch.at(row, 0));
        if (code < Evaluation.NO_VALUE) {
          Evaluation.Conflict.Kind kind =
              code == DIFFERENT
                  ? Evaluation.Conflict.Kind.DIFFERENT_VALUES
                  : Evaluation.Conflict.Kind.UNDEFINED_VALUE;
          if (reported.putIfAbsent(kind, true) == null) {
            conflicts.add(new Evaluation.Conflict(variable, kind, row, q));
          }
          code = Evaluation.NO_VALUE;
        }
        codes[batch.at(row, q)] = code;
      }
    }
    return codes;
  }

  private static final int DIFFERENT = -2;
  private static final int UNDEFINED = -3;

  private int reduce(long[] selected, int from, int words, int base) {
    int width = 0;
    for (int w = 0; w < words; w++) {
      width += Long.bitCount(selected[from + w]);
    }
    if (attention.reduction() == Reduction.COUNT) {
      return counts[width];
    }
    if (width == 0) return otherwise;
    return switch (attention.reduction()) {
      case PICK -> pick(selected, from, words, base);
      case MEAN, SUM -> sum(selected, from, words, base, width);
      case ANY, ALL -> anyOrAll(selected, from, words, base);
      case MAXIMUM, MINIMUM -> extreme(selected, from, words, base);
      case COUNT -> throw new AssertionError("counted above");
    };
  }

  private int pick(long[] selected, int from, int words, int base) {
    int code = Evaluation.NO_VALUE;
    for (int w = 0; w < words; w++) {
      for (long bits = selected[from + w]; bits != 0; bits &= bits - 1) {
        int value = values[base + 64 * w + Long.numberOfTrailingZeros(bits)];
        if (value < 0) return Evaluation.NO_VALUE;
        if (code >= 0 && code != value) return DIFFERENT;
        code = value;
      }
    }
    return toOwn(code);
  }

  private int[] own = new int[0]; // [value code] the code in the variable's domain, built on demand

  private int toOwn(int valueCode) {
    if (own.length == 0) {
      own = new int[valueDomain.size()];
      for (int i = 0; i < own.length; i++) {
        Value value = valueDomain.value(i);
        boolean mean = attention.reduction() == Reduction.MEAN;
        own[i] = variable.domain().code(mean ? AttentionDomains.number(value) : value);
      }
    }
    return own[valueCode];
  }

  private int sum(long[] selected, int from, int words, int base, int width) {
    boolean alone = width == 1 && attention.reduction() == Reduction.MEAN; // exact for reals too
    long sum = 0;
    for (int w = 0; w < words; w++) {
      for (long bits = selected[from + w]; bits != 0; bits &= bits - 1) {
        int value = values[base + 64 * w + Long.numberOfTrailingZeros(bits)];
        if (value < 0) return Evaluation.NO_VALUE;
        if (value == none) return UNDEFINED;
        if (alone) return toOwn(value);
        sum += numerators[value];
      }
    }
    int divisor = attention.reduction() == Reduction.MEAN ? width : 1;
    return codeOfSum.computeIfAbsent(sum * maxWidth + divisor, k -> code(k));
  }

  private int code(long key) {
    int divisor = (int) Math.floorMod(key, maxWidth);
    long sum = Math.floorDiv(key, maxWidth);
    Scaled scaled =
        Scaled.of(valueDomain, batch.maxLength())
            .orElseThrow(() -> new AssertionError("no common denominator: " + valueDomain));
    return variable.domain().code(scaled.mean(sum, divisor));
  }

  private int anyOrAll(long[] selected, int from, int words, int base) {
    boolean any = attention.reduction() == Reduction.ANY;
    int decisive = valueDomain.code(Value.of(any));
    boolean found = false;
    for (int w = 0; w < words; w++) {
      for (long bits = selected[from + w]; bits != 0; bits &= bits - 1) {
        int value = values[base + 64 * w + Long.numberOfTrailingZeros(bits)];
        if (value < 0) return Evaluation.NO_VALUE;
        if (value == none) return UNDEFINED;
        found |= value == decisive;
      }
    }
    return variable.domain().code(Value.of(found == any));
  }

  private int extreme(long[] selected, int from, int words, int base) {
    boolean most = attention.reduction() == Reduction.MAXIMUM;
    int best = Evaluation.NO_VALUE;
    for (int w = 0; w < words; w++) {
      for (long bits = selected[from + w]; bits != 0; bits &= bits - 1) {
        int value = values[base + 64 * w + Long.numberOfTrailingZeros(bits)];
        if (value < 0) return Evaluation.NO_VALUE;
        if (value == none) return UNDEFINED;
        if (best < 0 || (most ? value > best : value < best)) best = value;
      }
    }
    return toOwn(best);
  }
}

package orrery.causal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import orrery.types.Domain;
import orrery.types.Value;

/** The values that a read from other positions can yield. */
final class AttentionDomains {
  private AttentionDomains() {}

  static Domain of(Mechanism.Attention a, int maxLength) {
    int most = a.width().holds() ? maxLength : 1;
    return of(a, a.emptiness().holds() ? 0 : 1, most);
  }

  static Domain of(Mechanism.Attention a, int least, int most) {
    return switch (a.reduction()) {
      case COUNT -> Domain.range(least, most);
      case ANY, ALL -> Domain.BOOL;
      case PICK, MAXIMUM, MINIMUM -> withDefault(values(a), a);
      case MEAN -> withDefault(means(numbers(values(a)), Math.max(1, least), most), a);
      case SUM -> sums(numbers(values(a)), least, most);
    };
  }

  private static Domain values(Mechanism.Attention a) {
    return a.value().orElseThrow(() -> new IllegalArgumentException("no value")).domain();
  }

  private static Domain withDefault(Domain domain, Mechanism.Attention a) {
    return a.emptiness().holds() ? domain.with(a.otherwise()) : domain;
  }

  private static Domain numbers(Domain domain) {
    return Domain.of(
        domain.values().stream().filter(v -> !v.isNone()).map(AttentionDomains::number).toList());
  }

  static Value number(Value v) {
    return v instanceof Value.Truth t ? Value.of(t.truth() ? 1 : 0) : v;
  }

  private static Domain means(Domain values, int least, int most) {
    if (most == 1) return values;
    Scaled scaled = scaled(values, most);
    Set<Value> all = new HashSet<>();
    List<Set<Long>> sums = sumsByWidth(scaled.numerators(), definedCodes(values), most);
    for (int w = least; w <= most; w++) {
      for (long sum : sums.get(w)) {
        all.add(scaled.mean(sum, w));
      }
      if (all.size() > TooManyValues.LIMIT) throw new TooManyValues(values.size());
    }
    return Domain.of(all);
  }

  private static Domain sums(Domain values, int least, int most) {
    Scaled scaled = scaled(values, most);
    Set<Value> all = new HashSet<>();
    List<Set<Long>> sums = sumsByWidth(scaled.numerators(), definedCodes(values), most);
    for (int w = least; w <= most; w++) {
      for (long sum : sums.get(w)) {
        all.add(scaled.sum(sum));
      }
      if (all.size() > TooManyValues.LIMIT) throw new TooManyValues(values.size());
    }
    return Domain.of(all);
  }

  private static Scaled scaled(Domain values, int most) {
    return Scaled.of(values, most).orElseThrow(() -> new TooManyValues(values.size()));
  }

  private static int[] definedCodes(Domain values) {
    return java.util.stream.IntStream.range(0, values.size())
        .filter(c -> !values.value(c).isNone())
        .toArray();
  }

  /** For each width 0..most, the sums that so many values can have. */
  static List<Set<Long>> sumsByWidth(long[] numerators, int[] codes, int most) {
    long[] distinct = Arrays.stream(codes).mapToLong(c -> numerators[c]).distinct().toArray();
    List<Set<Long>> sums = new ArrayList<>();
    sums.add(Set.of(0L));
    for (int w = 1; w <= most; w++) {
      Set<Long> next = new HashSet<>();
      for (long sum : sums.get(w - 1)) {
        for (long n : distinct) {
          next.add(sum + n);
        }
      }
      if (next.size() > TooManyValues.LIMIT) throw new TooManyValues(numerators.length);
      sums.add(next);
    }
    return sums;
  }
}

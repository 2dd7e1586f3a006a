package orrery.layout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * A number of the residual stream that steps compare with thresholds.
 *
 * @param source the functional; asking for it may plan an MLP
 * @param codes {@code [joint values]} its value at each joint value of what it is a sum of
 */
record Statistic(Supplier<Reading> source, double[] codes) {
  /** float32 holds 24 bits; a step's output is wrong by at most this over 2²² = 0.25. */
  private static final double MOST_STEPS_IN_RANGE = 1 << 20;

  private static final double SAME = 1e-9;

  static Statistic of(ScalarView scalar) {
    return new Statistic(scalar.source(), scalar.codes());
  }

  /** All choices of signs with the first positive. */
  static List<double[]> signs(int n) {
    List<double[]> all = new ArrayList<>();
    for (int mask = 0; mask < 1 << Math.min(n - 1, 4); mask++) {
      double[] signs = new double[n];
      for (int i = 0; i < n; i++) signs[i] = i > 0 && (mask >> (i - 1) & 1) == 1 ? -1 : 1;
      all.add(signs);
    }
    return all;
  }

  /** The signed sum of several numbers, over the product of their values, last fastest. */
  static Statistic sum(List<ScalarView> parts, double[] signs) {
    double[] codes = {0};
    for (int p = 0; p < parts.size(); p++) {
      double[] own = parts.get(p).codes();
      double[] next = new double[codes.length * own.length];
      for (int i = 0; i < next.length; i++) {
        next[i] = codes[i / own.length] + signs[p] * own[i % own.length];
      }
      codes = next;
    }
    return new Statistic(() -> sumOfReadings(parts, signs), codes);
  }

  private static Reading sumOfReadings(List<ScalarView> parts, double[] signs) {
    Reading sum = Reading.constant(0);
    for (int p = 0; p < signs.length; p++) {
      sum = sum.plus(parts.get(p).reading().times(signs[p]));
    }
    return sum;
  }

  /** The functional. */
  Reading reading() {
    return source.get();
  }

  /** The joint values grouped by equal number, ascending. */
  List<int[]> groups() {
    Integer[] order = new Integer[codes.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Double.compare(codes[a], codes[b]));
    List<int[]> groups = new ArrayList<>();
    List<Integer> group = new ArrayList<>();
    for (int i = 0; i < order.length; i++) {
      if (i > 0 && codes[order[i]] - codes[order[i - 1]] > SAME) {
        groups.add(group.stream().mapToInt(v -> v).toArray());
        group.clear();
      }
      group.add(order[i]);
    }
    groups.add(group.stream().mapToInt(v -> v).toArray());
    return groups;
  }

  /** Whether float32 tells all its values apart with room for a step between them. */
  boolean isResolvable() {
    double[] sorted = codes.clone();
    Arrays.sort(sorted);
    double gap = Double.POSITIVE_INFINITY;
    for (int i = 1; i < sorted.length; i++) {
      double d = sorted[i] - sorted[i - 1];
      if (d > SAME) gap = Math.min(gap, d);
    }
    return sorted[sorted.length - 1] - sorted[0] <= MOST_STEPS_IN_RANGE * gap;
  }
}

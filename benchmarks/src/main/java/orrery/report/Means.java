package orrery.report;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** Small sums over arrays of numbers. */
final class Means {
  private Means() {}

  /** The mean; 0 of nothing. */
  static double of(double[] values) {
    return values.length == 0 ? 0 : Arrays.stream(values).sum() / values.length;
  }

  /** The standard deviation of a sample; 0 of a single value. */
  static double deviation(double[] values) {
    if (values.length < 2) return 0;
    double mean = of(values);
    double sum = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    return Math.sqrt(sum / (values.length - 1));
  }

  /** The largest magnitude; 0 of nothing. */
  static double largest(double[] values) {
    return Arrays.stream(values).map(Math::abs).max().orElse(0);
  }

  /** The numbers in a set, ascending. */
  static List<Integer> numbers(BitSet set) {
    return set.stream().boxed().toList();
  }

  /** The set of some numbers. */
  static BitSet set(List<Integer> numbers) {
    BitSet set = new BitSet();
    numbers.forEach(set::set);
    return set;
  }

  /** A list of numbers. */
  static List<Double> list(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }
}

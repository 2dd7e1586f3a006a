package orrery.metrics;

import java.util.Arrays;

/**
 * A confidence interval or, for a null distribution, a central range.
 *
 * @param low lower end
 * @param high upper end
 * @param level its nominal coverage, such as 0.95
 * @param method how it was made: {@code delong}, {@code bootstrap}, …
 */
public record Interval(double low, double high, double level, String method) {
  public Interval {
    if (!(low <= high)) {
      throw new IllegalArgumentException("an interval from %s to %s".formatted(low, high));
    }
    requireLevel(level);
  }

  /** The central part of a sample: its (1 − level)/2 and (1 + level)/2 quantiles. */
  public static Interval central(double[] sample, double level, String method) {
    requireLevel(level);
    double[] sorted = sample.clone();
    Arrays.sort(sorted);
    return new Interval(
        quantile(sorted, (1 - level) / 2), quantile(sorted, (1 + level) / 2), level, method);
  }

  /** Whether a value lies within, ends included. */
  public boolean contains(double value) {
    return low <= value && value <= high;
  }

  /** How wide it is. */
  public double width() {
    return high - low;
  }

  /** The interval as far as it lies between two bounds. */
  public Interval clipped(double least, double most) {
    return new Interval(
        Math.min(most, Math.max(least, low)), Math.max(least, Math.min(most, high)), level, method);
  }

  /** The quantile of sorted values, linear between them (Hyndman and Fan 1996, type 7). */
  static double quantile(double[] sorted, double share) {
    if (sorted.length == 0) throw new IllegalArgumentException("no values, no quantile");
    double at = share * (sorted.length - 1);
    int below = (int) Math.floor(at);
    int above = Math.min(sorted.length - 1, below + 1);
    double step = sorted[above] - sorted[below];
    return step == 0 ? sorted[below] : sorted[below] + (at - below) * step;
  }

  static void requireLevel(double level) {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("level " + level + ", must lie between 0 and 1");
    }
  }
}

package orrery.metrics;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Newcombe's score-like confidence interval of a Mann–Whitney share θ = U/(mn), such as an AUROC or
 * A12 (Newcombe 2006, part 2, method 5): the θ with {@code |θ − θ̂| ≤ z √V(θ)}, where {@code V(θ) =
 * θ(1−θ)/(mn) · [1 + (N−1)((1−θ)/(2−θ) + θ/(1+θ))]} and {@code N = (m+n)/2}.
 *
 * <p>It has a width at 0 and 1, where other intervals have none.
 */
public final class Newcombe {
  private static final int HALVINGS = 60;

  private Newcombe() {}

  /**
   * The interval around a share.
   *
   * @param share θ̂, from 0 to 1
   * @param m items in one class, at least 1
   * @param n items in the other, at least 1
   */
  public static Interval interval(double share, int m, int n, double level) {
    Interval.requireLevel(level);
    if (!(share >= 0 && share <= 1) || m < 1 || n < 1) {
      throw new IllegalArgumentException("a share of %s of %d and %d".formatted(share, m, n));
    }
    double z = NormalDistribution.of(0, 1).inverseCumulativeProbability((1 + level) / 2);
    return new Interval(end(share, 0, m, n, z), end(share, 1, m, n, z), level, "newcombe");
  }

  /** The end on the side of a bound, by bisection: inside it is compatible, outside it is not. */
  private static double end(double share, double bound, int m, int n, double z) {
    double inside = share;
    double outside = bound;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (inside + outside) / 2;
      if (Math.abs(middle - share) <= z * Math.sqrt(variance(middle, m, n))) inside = middle;
      else outside = middle;
    }
    return inside;
  }

  private static double variance(double t, int m, int n) {
    double mean = (m + n) / 2.0;
    return t * (1 - t) / ((double) m * n) * (1 + (mean - 1) * ((1 - t) / (2 - t) + t / (1 + t)));
  }
}

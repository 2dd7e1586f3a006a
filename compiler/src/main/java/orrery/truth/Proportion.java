package orrery.truth;

import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * A proportion with its exact binomial interval.
 *
 * <p>Source: Clopper and Pearson 1934, "The Use of Confidence or Fiducial Limits Illustrated in the
 * Case of the Binomial"; the limits are quantiles of beta distributions.
 *
 * @param value successes over trials; 1 where there are none
 * @param low the lower limit of the interval, {@code value} itself where nothing was sampled
 * @param high the upper limit
 */
public record Proportion(double value, double low, double high) {
  /** The error that the interval allows, on both sides together. */
  public static final double ALPHA = 0.05;

  /** The proportion of a whole. */
  static Proportion exact(long successes, long trials) {
    double value = trials == 0 ? 1 : (double) successes / trials;
    return new Proportion(value, value, value);
  }

  /** The proportion in a sample, with its 95 per cent interval; everything where it is empty. */
  static Proportion sampled(long successes, long trials) {
    if (trials == 0) return new Proportion(1, 0, 1);
    double hits = successes;
    double misses = trials - successes;
    double low =
        successes == 0
            ? 0
            : BetaDistribution.of(hits, misses + 1).inverseCumulativeProbability(ALPHA / 2);
    double high =
        successes == trials
            ? 1
            : BetaDistribution.of(hits + 1, misses).inverseSurvivalProbability(ALPHA / 2);
    return new Proportion(hits / trials, low, high);
  }
}

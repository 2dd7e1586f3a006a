package orrery.metrics;

import java.util.OptionalDouble;
import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * A share of cases, with the exact binomial interval of Clopper and Pearson (1934).
 *
 * @param hits the cases that count
 * @param trials all cases
 */
public record Proportion(int hits, int trials) {
  public Proportion {
    if (hits < 0 || hits > trials) {
      throw new IllegalArgumentException("%d of %d".formatted(hits, trials));
    }
  }

  /** hits/trials; empty without a case. */
  public OptionalDouble value() {
    return trials == 0 ? OptionalDouble.empty() : OptionalDouble.of(hits / (double) trials);
  }

  /** The interval; 0 to 1 without a case. */
  public Interval interval(double level) {
    Interval.requireLevel(level);
    double tail = (1 - level) / 2;
    double low =
        hits == 0
            ? 0
            : BetaDistribution.of(hits, trials - hits + 1).inverseCumulativeProbability(tail);
    double high =
        hits == trials
            ? 1
            : BetaDistribution.of(hits + 1, trials - hits).inverseCumulativeProbability(1 - tail);
    return new Interval(low, high, level, "clopper-pearson");
  }
}

package orrery.metrics;

import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.ranking.NaNStrategy;
import org.apache.commons.statistics.ranking.NaturalRanking;
import org.apache.commons.statistics.ranking.TiesStrategy;

/**
 * Spearman's rank correlation: Pearson's r of the ranks, tied values sharing their mean rank
 * (Spearman 1904). Its interval is Bonett and Wright's (2000): Fisher's z with standard error
 * {@code √((1 + ρ²/2)/(n − 3))}.
 */
public final class Spearman {
  private Spearman() {}

  /**
   * ρ of two scores of the same items, −1 to 1; empty where one of them is constant.
   *
   * @throws IllegalArgumentException if a score is NaN, or lengths differ
   */
  public static OptionalDouble of(double[] a, double[] b) {
    requireEqual(a, b);
    NaturalRanking ranking = new NaturalRanking(NaNStrategy.FAILED, TiesStrategy.AVERAGE);
    double[] x = ranking.apply(a);
    double[] y = ranking.apply(b);
    double mean = (x.length + 1) / 2.0;
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (int i = 0; i < x.length; i++) {
      xy += (x[i] - mean) * (y[i] - mean);
      xx += (x[i] - mean) * (x[i] - mean);
      yy += (y[i] - mean) * (y[i] - mean);
    }
    return xx == 0 || yy == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(Math.max(-1, Math.min(1, xy / Math.sqrt(xx) / Math.sqrt(yy))));
  }

  /** The interval of ρ; empty where ρ is, or with fewer than 4 items. */
  public static Optional<Interval> interval(double[] a, double[] b, double level) {
    OptionalDouble rho = of(a, b);
    if (rho.isEmpty() || a.length < 4) return Optional.empty();
    double r = rho.getAsDouble();
    double error = Math.sqrt((1 + r * r / 2) / (a.length - 3));
    return Optional.of(fisher(r, error, level));
  }

  /** tanh(atanh(r) ± z·error). */
  static Interval fisher(double r, double error, double level) {
    Interval.requireLevel(level);
    if (Math.abs(r) == 1) return new Interval(r, r, level, "fisher");
    double z = NormalDistribution.of(0, 1).inverseCumulativeProbability((1 + level) / 2);
    double center = Math.log((1 + r) / (1 - r)) / 2;
    return new Interval(
        Math.tanh(center - z * error), Math.tanh(center + z * error), level, "fisher");
  }

  static void requireEqual(double[] a, double[] b) {
    if (a.length != b.length) {
      throw new IllegalArgumentException("%d scores beside %d".formatted(a.length, b.length));
    }
    for (int i = 0; i < a.length; i++) {
      if (Double.isNaN(a[i]) || Double.isNaN(b[i])) {
        throw new IllegalArgumentException("score %d is not a number (NaN)".formatted(i));
      }
    }
  }
}

package orrery.metrics;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * DeLong's confidence interval of an AUROC (DeLong, DeLong and Clarke-Pearson 1988), on the logit
 * scale (Pepe 2003, section 5.2), which keeps it between 0 and 1.
 *
 * <p>The variance is {@code var(V10)/P + var(V01)/Q} with V10 the share of false items that a true
 * one outranks, and V01 the share of true items that outrank a false one. It takes items as
 * exchangeable; what it says is about this model only. Where the variance is 0 (perfect, or all
 * equal) it says nothing, and {@link Newcombe}'s interval stands in its place.
 */
public final class DeLong {
  private DeLong() {}

  /** The interval of {@link RankScore#AUROC}; Newcombe's where DeLong's variance is 0. */
  public static Interval interval(Ranking ranking, double level) {
    Interval.requireLevel(level);
    double area = RankScore.AUROC.of(ranking);
    double variance = variance(ranking);
    if (variance == 0 || area <= 0 || area >= 1) {
      return Newcombe.interval(area, ranking.positives(), ranking.negatives(), level);
    }
    double z = NormalDistribution.of(0, 1).inverseCumulativeProbability((1 + level) / 2);
    double logit = Math.log(area / (1 - area));
    double half = z * Math.sqrt(variance) / (area * (1 - area));
    return new Interval(sigmoid(logit - half), sigmoid(logit + half), level, "delong");
  }

  /** DeLong's variance of the AUROC; 0 where one class has a single item and adds nothing. */
  static double variance(Ranking ranking) {
    double area = RankScore.AUROC.of(ranking);
    double p = ranking.positives();
    double q = ranking.negatives();
    double ofHits = 0;
    double ofMisses = 0;
    double hitsAbove = 0;
    double missesAbove = 0;
    for (int g = 0; g < ranking.groups(); g++) {
      double hits = ranking.hits(g);
      double misses = ranking.size(g) - hits;
      ofHits += hits * square((q - missesAbove - misses / 2) / q - area);
      ofMisses += misses * square((hitsAbove + hits / 2) / p - area);
      hitsAbove += hits;
      missesAbove += misses;
    }
    return (p > 1 ? ofHits / (p - 1) / p : 0) + (q > 1 ? ofMisses / (q - 1) / q : 0);
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static double square(double x) {
    return x * x;
  }
}

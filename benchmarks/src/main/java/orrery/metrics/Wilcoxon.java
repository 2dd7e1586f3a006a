package orrery.metrics;

import java.util.Arrays;
import org.apache.commons.statistics.inference.PValueMethod;
import org.apache.commons.statistics.inference.WilcoxonSignedRankTest;
import org.apache.commons.statistics.ranking.NaNStrategy;
import org.apache.commons.statistics.ranking.NaturalRanking;
import org.apache.commons.statistics.ranking.TiesStrategy;

/**
 * Wilcoxon's signed-rank test of two methods on the same models (Wilcoxon 1945): are the
 * differences symmetric about 0? Two-sided.
 *
 * <p>Differences of 0 are dropped; equal magnitudes share their mean rank. Up to 50 differences the
 * p-value is exact given the ranks, ties included (all 2ⁿ signs, by dynamic programming); beyond,
 * the normal approximation with tie and continuity corrections.
 *
 * @param statistic W⁺, the sum of the ranks of positive differences
 * @param used how many differences are not 0
 * @param pValue two-sided; 1 where nothing differs
 */
public record Wilcoxon(double statistic, int used, double pValue) {
  private static final int EXACT = 50;

  /** Tests a − b. Differences within 1e-12 of 0 count as 0. */
  public static Wilcoxon test(double[] a, double[] b) {
    Spearman.requireEqual(a, b);
    double[] differences = new double[a.length];
    for (int i = 0; i < a.length; i++) differences[i] = a[i] - b[i];
    double[] d = Arrays.stream(differences).filter(x -> Math.abs(x) > 1e-12).toArray();
    if (d.length == 0) return new Wilcoxon(0, 0, 1);
    double[] ranks =
        new NaturalRanking(NaNStrategy.FAILED, TiesStrategy.AVERAGE).apply(Floor.magnitudes(d));
    double w = 0;
    for (int i = 0; i < d.length; i++) if (d[i] > 0) w += ranks[i];
    double p =
        d.length <= EXACT
            ? exact(ranks, w)
            : WilcoxonSignedRankTest.withDefaults()
                .with(PValueMethod.ASYMPTOTIC)
                .test(d)
                .getPValue();
    return new Wilcoxon(w, d.length, p);
  }

  /** P(|W − mean| ≥ |w − mean|) when every sign is a fair coin; ranks are halves of integers. */
  private static double exact(double[] ranks, double w) {
    int total = ranks.length * (ranks.length + 1); // twice the sum of the ranks
    double[] chance = new double[total + 1]; // of twice W
    chance[0] = 1;
    for (double rank : ranks) {
      int step = (int) Math.round(2 * rank);
      for (int s = total; s >= 0; s--) {
        chance[s] = (chance[s] + (s >= step ? chance[s - step] : 0)) / 2;
      }
    }
    long distance = Math.abs(Math.round(4 * w) - total);
    double p = 0;
    for (int s = 0; s <= total; s++) {
      if (Math.abs(2L * s - total) >= distance) p += chance[s];
    }
    return Math.min(1, p);
  }
}

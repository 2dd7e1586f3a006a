package orrery.metrics;

import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.BinomialTest;

/**
 * Two methods on the same cases: how often one is better, and whether that is more than a coin
 * gives. On numbers it is the sign test (Arbuthnott 1710); on right and wrong answers it is
 * McNemar's test in its exact form (McNemar 1947), because only cases that differ count. Two-sided.
 *
 * @param wins cases on which the first is better
 * @param losses cases on which the second is better
 * @param ties cases without a difference, which do not count
 * @param pValue exact binomial; 1 where nothing differs
 */
public record SignTest(int wins, int losses, int ties, double pValue) {

  /** The sign test of a over b, larger being better; within 1e-12 is a tie. */
  public static SignTest of(double[] a, double[] b) {
    Spearman.requireEqual(a, b);
    int wins = 0;
    int losses = 0;
    for (int i = 0; i < a.length; i++) {
      if (a[i] - b[i] > 1e-12) wins++;
      else if (b[i] - a[i] > 1e-12) losses++;
    }
    return of(wins, losses, a.length - wins - losses);
  }

  /**
   * McNemar's exact test.
   *
   * @param a whether the first method is right, {@code [case]}
   * @param b whether the second is
   */
  public static SignTest mcNemar(boolean[] a, boolean[] b) {
    if (a.length != b.length) {
      throw new IllegalArgumentException("%d cases beside %d".formatted(a.length, b.length));
    }
    int wins = 0;
    int losses = 0;
    for (int i = 0; i < a.length; i++) {
      if (a[i] && !b[i]) wins++;
      else if (b[i] && !a[i]) losses++;
    }
    return of(wins, losses, a.length - wins - losses);
  }

  private static SignTest of(int wins, int losses, int ties) {
    double p =
        wins + losses == 0
            ? 1
            : BinomialTest.withDefaults()
                .with(AlternativeHypothesis.TWO_SIDED)
                .test(wins + losses, wins, 0.5)
                .getPValue();
    return new SignTest(wins, losses, ties, p);
  }
}

package orrery.metrics;

import java.util.Arrays;

/**
 * How scores agree with exact effects, item by item. Both pass the {@link Floor} first; rank
 * correlations are {@link Spearman} and {@link Kendall}.
 */
public final class Agreement {
  private Agreement() {}

  /**
   * False zeros: of the items whose exact effect is not 0, those that the method scores 0, as
   * saturated gradients in float32 do.
   */
  public static Proportion falseZeros(double[] scores, double[] effects) {
    Spearman.requireEqual(scores, effects);
    double[] s = Floor.apply(scores);
    double[] e = Floor.apply(effects);
    int zeros = 0;
    int items = 0;
    for (int i = 0; i < s.length; i++) {
      if (e[i] == 0) continue;
      items++;
      if (s[i] == 0) zeros++;
    }
    return new Proportion(zeros, items);
  }

  /** Of the items that both say are not 0, those whose signs agree. */
  public static Proportion signs(double[] scores, double[] effects) {
    Spearman.requireEqual(scores, effects);
    double[] s = Floor.apply(scores);
    double[] e = Floor.apply(effects);
    int same = 0;
    int items = 0;
    for (int i = 0; i < s.length; i++) {
      if (s[i] == 0 || e[i] == 0) continue;
      items++;
      if (s[i] > 0 == e[i] > 0) same++;
    }
    return new Proportion(same, items);
  }

  /**
   * The share of the first n items of one ranking that are among the first n of the other, ties at
   * the cut drawn at random: its expectation {@code 1/n Σ_i P_a(i) P_b(i)}.
   *
   * @param n from 1 to the number of items
   */
  public static double topOverlap(double[] a, double[] b, int n) {
    Spearman.requireEqual(a, b);
    if (n < 1 || n > a.length) {
      throw new IllegalArgumentException("the first %d of %d".formatted(n, a.length));
    }
    double[] first = chances(Floor.apply(a), n);
    double[] second = chances(Floor.apply(b), n);
    double sum = 0;
    for (int i = 0; i < first.length; i++) sum += first[i] * second[i];
    return sum / n;
  }

  /** The chance of every item to be among the first n when ties are drawn at random. */
  private static double[] chances(double[] scores, int n) {
    double[] sorted = scores.clone();
    Arrays.sort(sorted);
    double cut = sorted[sorted.length - n];
    long above = Arrays.stream(scores).filter(s -> s > cut).count();
    long at = Arrays.stream(scores).filter(s -> s == cut).count();
    return Arrays.stream(scores)
        .map(s -> s > cut ? 1 : s == cut ? (n - above) / (double) at : 0)
        .toArray();
  }
}

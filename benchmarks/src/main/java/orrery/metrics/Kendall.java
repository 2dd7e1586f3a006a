package orrery.metrics;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Kendall's τ-b: {@code (concordant − discordant) / √((n₀ − n₁)(n₀ − n₂))}, with n₀ all pairs, n₁
 * and n₂ those tied in either score (Kendall 1945). Its interval is Bonett and Wright's (2000):
 * Fisher's z with standard error {@code √(.437/(n − 4))}.
 */
public final class Kendall {
  private Kendall() {}

  /**
   * τ-b of two scores of the same items, −1 to 1; empty where one of them is constant. Quadratic in
   * their number.
   *
   * @throws IllegalArgumentException if a score is NaN, or lengths differ
   */
  public static OptionalDouble of(double[] a, double[] b) {
    Spearman.requireEqual(a, b);
    long difference = 0;
    long untiedA = 0;
    long untiedB = 0;
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < i; j++) {
        long x = a[i] > a[j] ? 1 : a[i] < a[j] ? -1 : 0;
        long y = b[i] > b[j] ? 1 : b[i] < b[j] ? -1 : 0;
        difference += x * y;
        untiedA += x * x;
        untiedB += y * y;
      }
    }
    return untiedA == 0 || untiedB == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(difference / Math.sqrt((double) untiedA) / Math.sqrt((double) untiedB));
  }

  /** The interval of τ; empty where τ is, or with fewer than 5 items. */
  public static Optional<Interval> interval(double[] a, double[] b, double level) {
    OptionalDouble tau = of(a, b);
    if (tau.isEmpty() || a.length < 5) return Optional.empty();
    return Optional.of(
        Spearman.fisher(
            Math.max(-1, Math.min(1, tau.getAsDouble())), Math.sqrt(.437 / (a.length - 4)), level));
  }
}

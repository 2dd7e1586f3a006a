package orrery.metrics;

/**
 * The ranking floor: dust does not count as knowledge.
 *
 * <p>Scores with |s| &lt; 1e-6 · max|s| (over finite scores) count as 0. Without it a method that
 * gives a true edge 1e-14 among exact zeros ranks it first.
 */
public final class Floor {
  /** The share of the largest magnitude below which a score counts as 0. */
  public static final double SHARE = 1e-6;

  private Floor() {}

  /**
   * The scores with dust set to 0; infinities stay, as top and bottom ranks.
   *
   * @throws IllegalArgumentException if a score is NaN
   */
  public static double[] apply(double[] scores) {
    double largest = 0;
    for (int i = 0; i < scores.length; i++) {
      if (Double.isNaN(scores[i])) {
        throw new IllegalArgumentException(
            "score %d of %d is not a number (NaN): it cannot be ranked; give it a number, or leave the item out"
                .formatted(i, scores.length));
      }
      if (Double.isFinite(scores[i])) largest = Math.max(largest, Math.abs(scores[i]));
    }
    double floor = SHARE * largest;
    double[] kept = new double[scores.length];
    for (int i = 0; i < kept.length; i++) kept[i] = Math.abs(scores[i]) < floor ? 0 : scores[i];
    return kept;
  }

  /** The magnitudes |s|, for ranking without regard to sign. */
  public static double[] magnitudes(double[] scores) {
    double[] magnitudes = new double[scores.length];
    for (int i = 0; i < magnitudes.length; i++) magnitudes[i] = Math.abs(scores[i]);
    return magnitudes;
  }
}

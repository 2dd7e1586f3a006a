package orrery.metrics;

/**
 * Vargha and Delaney's A₁₂ (2000): the chance that a value of the first sample is larger than one
 * of the second, a tie counting half. ½ is no difference; .56, .64 and .71 are called small, medium
 * and large. The interval is {@link Newcombe}'s.
 *
 * @param value 0 to 1
 * @param m size of the first sample
 * @param n size of the second
 */
public record VarghaDelaney(double value, int m, int n) {

  /** The effect size of two samples, which need not be paired. */
  public static VarghaDelaney of(double[] a, double[] b) {
    if (a.length == 0 || b.length == 0) throw new IllegalArgumentException("an empty sample");
    double won = 0;
    for (double x : a) {
      for (double y : b) {
        if (Double.isNaN(x) || Double.isNaN(y)) {
          throw new IllegalArgumentException("a value is not a number (NaN)");
        }
        won += x > y ? 1 : x == y ? 0.5 : 0;
      }
    }
    return new VarghaDelaney(won / a.length / b.length, a.length, b.length);
  }

  /** Newcombe's interval. */
  public Interval interval(double level) {
    return Newcombe.interval(value, m, n, level);
  }
}

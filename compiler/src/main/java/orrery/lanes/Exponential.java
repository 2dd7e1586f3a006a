package orrery.lanes;

/**
 * e^x and tanh x on one number, by additions and multiplications only, so that the vector version
 * can do the same to the bit.
 *
 * <p>e^x = 2^k e^r with k the whole number nearest to x / ln 2 and |r| ≤ ln 2 / 2 (the reduction by
 * two constants is Cody and Waite's, 1980); e^r is its Taylor series to r^13 / 13!, whose remainder
 * is below 2^-57. 2^k is applied in two halves, so that results below the smallest normal number
 * are rounded once more and no sooner.
 */
final class Exponential {
  /** Below, e^x is nearest to 0; above the second, to infinity. */
  static final double LOWEST = -746;

  static final double HIGHEST = 710;

  /** Adding it rounds to a whole number, which then stands in the lowest bits. */
  static final double ROUNDER = 0x1.8p52;

  /** {@link #ROUNDER} and the bias of float64's exponents. */
  static final double BIASED_ROUNDER = ROUNDER + 1023;

  static final double PER_LN2 = 1 / Math.log(2);

  /** ln 2 with its last 21 bits zero, and the rest. Source: fdlibm, {@code e_exp.c}. */
  static final double LN2_HIGH = 0x1.62e42feep-1;

  static final double LN2_LOW = 0x1.a39ef35793c76p-33;

  /** 1/13!, 1/12!, …, 1/2!. */
  static final double[] TAYLOR = new double[12];

  /** Above, tanh x is nearest to 1. */
  static final double TANH_IS_ONE = 20;

  static final double GELU_ROOT = Math.sqrt(2 / Math.PI);
  static final double GELU_CUBE = 0.044715;

  static {
    double factorial = 1;
    for (int i = 2; i <= 13; i++) {
      factorial *= i;
      TAYLOR[13 - i] = 1 / factorial;
    }
  }

  private Exponential() {}

  static double exp(double x) {
    double bounded = x < LOWEST ? LOWEST : x > HIGHEST ? HIGHEST : x;
    double k = wholeNearest(bounded * PER_LN2);
    double r = rest(bounded, k);
    double power = Math.fma(r, Math.fma(r, series(r), 1), 1);
    double half = wholeNearest(k * 0.5);
    return power * twoTo(half) * twoTo(k - half);
  }

  static double tanh(double x) {
    double size = Math.abs(x);
    double twice = 2 * (size > TANH_IS_ONE ? TANH_IS_ONE : size);
    double k = wholeNearest(twice * PER_LN2);
    double r = rest(twice, k);
    double less = Math.fma(r * r, series(r), r); // e^r − 1
    double scale = twoTo(k);
    double grown = Math.fma(scale, less, scale - 1); // e^2|x| − 1
    double share = grown / (grown + 2);
    return x < 0 ? -share : share;
  }

  static double gelu(double x) {
    return 0.5 * x * (1 + tanh(inner(x)));
  }

  static double geluSlope(double x) {
    double t = tanh(inner(x));
    double inner = GELU_ROOT * Math.fma(3 * GELU_CUBE, x * x, 1);
    return Math.fma(0.5 * x * Math.fma(-t, t, 1), inner, 0.5 * (1 + t));
  }

  private static double inner(double x) {
    return GELU_ROOT * Math.fma(GELU_CUBE * x, x * x, x);
  }

  private static double wholeNearest(double x) {
    return (x + ROUNDER) - ROUNDER;
  }

  private static double rest(double x, double k) {
    return Math.fma(-k, LN2_LOW, Math.fma(-k, LN2_HIGH, x));
  }

  /** (e^r − 1 − r) / r². */
  private static double series(double r) {
    double sum = TAYLOR[0];
    for (int i = 1; i < TAYLOR.length; i++) sum = Math.fma(sum, r, TAYLOR[i]);
    return sum;
  }

  /** 2^k of a whole number between -1022 and 1023. */
  private static double twoTo(double k) {
    return Double.longBitsToDouble(Double.doubleToRawLongBits(k + BIASED_ROUNDER) << 52);
  }
}

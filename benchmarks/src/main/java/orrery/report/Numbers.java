package orrery.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;

/** Numbers as people read them. */
public final class Numbers {
  private static final double SMALL = 1e-3;
  private static final double LARGE = 1e5;

  private Numbers() {}

  /** Three significant digits, as short as they get: {@code 0.05}, {@code 1}, {@code 2.1e-07}. */
  public static String of(double value) {
    if (value == 0) return "0";
    double size = Math.abs(value);
    if (size < SMALL || size >= LARGE) return String.format(Locale.ROOT, "%.1e", value);
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(3)).stripTrailingZeros();
    return rounded.toPlainString();
  }

  /** Three decimals, for a column of figures; very small ones with an exponent. */
  public static String figure(double value) {
    double size = Math.abs(value);
    if (value != 0 && size < SMALL || size >= LARGE)
      return String.format(Locale.ROOT, "%.1e", value);
    return size >= 100
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%.3f", value);
  }

  /** A figure: with three decimals where it is judged, else as short as it gets. */
  static String of(Scorecard.Figure figure, Scorecard.Measure measure) {
    return measure.better() == Scorecard.Better.NEITHER
        ? of(figure.value())
        : figure(figure.value());
  }

  /** {@code [0.912, 1.000]}, or nothing where there is no interval. */
  public static String interval(List<Double> ends) {
    return ends.isEmpty() ? "" : "[" + figure(ends.get(0)) + ", " + figure(ends.get(1)) + "]";
  }

  /** {@code 1 edge}, {@code 5,460 inputs}. */
  public static String counted(long n, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", n, noun, n == 1 ? "" : "s");
  }
}

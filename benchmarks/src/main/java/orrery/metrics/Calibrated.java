package orrery.metrics;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A figure with its four calibration rows: what a figure is worth shows only beside them.
 *
 * @param value of the method
 * @param oracle of the truth in the method's place
 * @param random mean over random answers, at least {@value NullDistribution#DRAWS}
 * @param randomRange their central range
 * @param trivial of an answer without thought: activation norm, all equal; empty where there is
 *     none
 * @param placebo of another program's truth; empty where there is none
 */
public record Calibrated(
    double value,
    double oracle,
    double random,
    Interval randomRange,
    OptionalDouble trivial,
    OptionalDouble placebo) {
  private static final double SLACK = 1e-9;

  public Calibrated {
    requireFinite("value", value);
    requireFinite("oracle", oracle);
    requireFinite("random", random);
  }

  /** Beside a null distribution. */
  public static Calibrated of(
      double value,
      double oracle,
      NullDistribution none,
      double level,
      OptionalDouble trivial,
      OptionalDouble placebo) {
    return new Calibrated(value, oracle, none.mean(), none.interval(level), trivial, placebo);
  }

  /**
   * ν = (value − random)/(oracle − random): 0 is chance and 1 the truth, whichever direction the
   * score has. Empty where the truth itself does no better than chance, because then the score says
   * nothing.
   */
  public OptionalDouble nu() {
    double span = oracle - random;
    return Math.abs(span) <= SLACK
        ? OptionalDouble.empty()
        : OptionalDouble.of((value - random) / span);
  }

  /**
   * What is wrong with the figure, if anything: a ν above 1, which is to be investigated and never
   * a win, or none at all.
   */
  public Optional<String> anomaly() {
    OptionalDouble nu = nu();
    if (nu.isEmpty()) return Optional.of("the truth scores like chance");
    return nu.getAsDouble() > 1 + SLACK ? Optional.of("better than the truth") : Optional.empty();
  }

  private static void requireFinite(String name, double number) {
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException("%s is %s".formatted(name, number));
    }
  }
}

package orrery.discovery;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import orrery.intervention.Experiment;

/**
 * How mask parameters are trained.
 *
 * @param steps how many updates
 * @param rate Adam's learning rate
 * @param samples how many masks are drawn for each update
 * @param unit what the metric is divided by
 * @param seed of all draws
 */
public record Training(int steps, double rate, int samples, Unit unit, long seed) {
  public Training {
    if (steps < 0 || samples < 1 || !(rate > 0) || !Double.isFinite(rate)) {
      throw new IllegalArgumentException(
          "%d steps of %d samples at rate %s".formatted(steps, samples, rate));
    }
  }

  /** What the metric is divided by before a price for size is added to it. */
  public enum Unit {
    /** 1: the metric as it is. */
    METRIC,
    /**
     * The distance of the mean metric with every edge cut from that of the clean runs: a price then
     * means the same whatever the metric and the logits' scale.
     */
    SPAN
  }

  /** A method's own settings, and then these. */
  Map<String, String> told(Object... own) {
    Map<String, String> all = new LinkedHashMap<>(Settings.told(own));
    all.putAll(
        Settings.told(
            "steps", steps, "rate", rate, "samples", samples, "unit", unit, "seed", seed));
    return Collections.unmodifiableMap(all);
  }

  /** These settings as written, and as they are where nothing is written. */
  Training read(Settings settings) {
    return new Training(
        settings.integer("steps", steps),
        settings.number("rate", rate),
        settings.integer("samples", samples),
        settings.choice("unit", unit),
        settings.seed());
  }

  /** The mean metric under soft masks, in its unit. */
  SoftLoss loss(Experiment experiment) {
    if (unit == Unit.METRIC) return new SoftLoss(experiment, 1);
    double span = Math.abs(Means.of(experiment.ablated()) - Means.of(experiment.clean()));
    return new SoftLoss(experiment, span > 0 ? span : 1);
  }

  /**
   * The mean metric under soft masks.
   *
   * @param unit what it is divided by
   */
  record SoftLoss(Experiment experiment, double unit) {
    /** Its slopes by the mask entries, {@code [mask][edge]}. */
    double[][] slopes(double[][] keep) {
      double[][] slopes = experiment.maskGradients(keep).slopes();
      double weight = 1 / (unit * experiment.examples());
      for (double[] row : slopes) for (int e = 0; e < row.length; e++) row[e] *= weight;
      return slopes;
    }
  }
}

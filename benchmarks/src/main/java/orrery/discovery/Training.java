package orrery.discovery;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How mask parameters are trained.
 *
 * @param steps how many updates
 * @param rate Adam's learning rate
 * @param samples how many masks are drawn for each update
 * @param seed of all draws
 */
public record Training(int steps, double rate, int samples, long seed) {
  public Training {
    if (steps < 0 || samples < 1 || !(rate > 0) || !Double.isFinite(rate)) {
      throw new IllegalArgumentException(
          "%d steps of %d samples at rate %s".formatted(steps, samples, rate));
    }
  }

  /** A method's own settings, and then these. */
  Map<String, String> told(Object... own) {
    Map<String, String> all = new LinkedHashMap<>(Settings.told(own));
    all.putAll(
        Settings.told("steps", steps, "rate", rate, "samples", samples, "seed", seed));
    return Collections.unmodifiableMap(all);
  }

  /** These settings as written, these where they are not. */
  Training read(Settings settings) {
    return new Training(
        settings.integer("steps", steps),
        settings.number("rate", rate),
        settings.integer("samples", samples),
        settings.seed());
  }
}

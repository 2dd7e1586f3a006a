package orrery.discovery;

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

  Settings tell(Settings settings) {
    return settings
        .with("steps", steps)
        .with("rate", rate)
        .with("samples", samples)
        .with("seed", seed);
  }
}

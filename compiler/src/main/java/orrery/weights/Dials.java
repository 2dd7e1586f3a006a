package orrery.weights;

/**
 * How hard the compiled functions are, which decides how hard a model is for gradient methods.
 *
 * @param sharpness what a matching key scores above the next best, in nats; 0 chooses it from the
 *     length of the input ({@link Sharpness#forLength})
 * @param slope the steepness of the MLPs' steps, as a multiple of the gentlest exact one
 * @param logitScale what the logits are multiplied by; 1 makes the right class lead by at least 1
 */
public record Dials(double sharpness, double slope, double logitScale) {
  /** Sharpness from the length, gentlest exact steps, logits of margin 1. */
  public static final Dials DEFAULT = new Dials(0, 1, 1);

  /** Checks the ranges: sharpness 0 or more, slope and scale above 0, all finite. */
  public Dials {
    boolean fine =
        sharpness >= 0
            && slope > 0
            && logitScale > 0
            && Double.isFinite(sharpness + slope + logitScale);
    if (!fine) throw new IllegalArgumentException("sharpness >= 0, slope > 0, logit scale > 0");
  }
}

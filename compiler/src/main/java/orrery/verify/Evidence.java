package orrery.verify;

/**
 * What stands behind a model's ground truth: a {@link Certificate} where the weights were computed
 * from the program, an {@link Acceptance} where they were trained.
 */
public sealed interface Evidence permits Certificate, Acceptance {
  /** Whether it is as it should be. */
  boolean passed();
}

package orrery.intervention;

/**
 * One number per example, from its logits; larger means further from the clean behaviour (a loss).
 *
 * <p>A metric is made for the examples of one {@link Task} and knows what is right in each. It must
 * be a pure function of example and logits, callable from several threads.
 */
public interface Metric {
  /** The name in reports, such as {@code logit-diff} (as a loss: its negative). */
  String name();

  /** The value on an example's logits. */
  double value(int example, Logits logits);

  /**
   * Visits the gradient of {@link #value} with respect to the logits; entries that are not visited
   * are zero.
   */
  void gradient(int example, Logits logits, Entry visit);

  /** Whether a position's logits can matter in an example; others need not be computed. */
  boolean reads(int example, int position);

  /** Receives one entry of a gradient. */
  @FunctionalInterface
  interface Entry {
    void add(int position, int index, double slope);
  }
}

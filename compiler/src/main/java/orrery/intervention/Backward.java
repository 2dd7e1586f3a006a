package orrery.intervention;

import java.util.OptionalInt;

/**
 * How gradients flow backwards; the forward pass is always exact.
 *
 * @param frozenNormalization the scale of a normalisation counts as a constant (RelP, GIM)
 * @param frozenPattern attention counts as a constant: nothing flows to queries and keys (RelP's
 *     AH-rule)
 * @param ratioActivation act'(x) is replaced by act(x) / x (RelP; no difference for ReLU)
 * @param temperature of the softmax in its backward pass; 1 is exact, GIM takes 2
 * @param queryKeyScale factor on the gradients into queries and keys; GIM takes 1/4
 * @param valueScale factor on the gradients into values; GIM takes 1/2
 * @param droppedLayer a layer through whose heads and MLP nothing flows (GradDrop)
 */
public record Backward(
    boolean frozenNormalization,
    boolean frozenPattern,
    boolean ratioActivation,
    double temperature,
    double queryKeyScale,
    double valueScale,
    OptionalInt droppedLayer) {
  /** The derivative itself. */
  public static final Backward EXACT =
      new Backward(false, false, false, 1, 1, 1, OptionalInt.empty());

  /** Relevance propagation by modified gradients (RelP, Jafari et al. 2025). */
  public static final Backward RELP = new Backward(true, true, true, 1, 1, 1, OptionalInt.empty());

  /** Gradient interaction modifications (GIM, Edin et al. 2025). */
  public static final Backward GIM =
      new Backward(true, false, false, 2, 0.25, 0.5, OptionalInt.empty());

  /** The derivative with nothing through one layer's heads and MLP (AtP*'s GradDrop). */
  public static Backward dropping(int layer) {
    return new Backward(false, false, false, 1, 1, 1, OptionalInt.of(layer));
  }
}

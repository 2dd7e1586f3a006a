package orrery.intervention;

/** A point of the computation at which gradients are taken. */
public sealed interface Point {
  /** The clean run. */
  static Point clean() {
    return new Inputs(1);
  }

  /**
   * Token and position embeddings are reference + share · (clean − reference), everything after is
   * computed from them.
   *
   * @param share 1 for the clean run, 0 for the run on the reference's embeddings
   */
  record Inputs(double share) implements Point {}

  /**
   * One writer's output is moved by share · (reference − clean), everything after is computed from
   * it; gradients flow through the writer as if what was added were a constant.
   */
  record Output(int writer, double share) implements Point {}

  /** The outputs of all heads (or the MLP) of one layer are moved so at once. */
  record LayerOutputs(int layer, boolean mlp, double share) implements Point {}
}

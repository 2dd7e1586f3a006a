package orrery.intervention;

import orrery.circuit.ResidualGraph;

/**
 * A machine that runs one model under interventions on the edges of its residual stream.
 *
 * <p>A run under a {@link Mask} M computes, for every reader v and in float64 unless the machine
 * says otherwise,
 *
 * <pre>x_v = const + Σ_u [ M_uv · o_u + (1 − M_uv) · r_u ]</pre>
 *
 * with r_u the {@link Reference} and const the biases of attention. A normalisation belongs to the
 * reader: it sees x_v and is computed anew.
 */
public interface Engine extends AutoCloseable {
  /** The writers, readers and edges of the model. */
  ResidualGraph graph();

  /**
   * Runs clean prompts and references once and keeps what they compute.
   *
   * @throws IllegalArgumentException if a prompt is no legal sequence of the model
   */
  Experiment prepare(Task task);

  /** Frees what lies outside the Java heap. */
  @Override
  default void close() {}
}

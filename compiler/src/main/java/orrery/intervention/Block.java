package orrery.intervention;

import java.util.List;
import java.util.Optional;

/**
 * One layer of a {@link Machine}.
 *
 * @param heads its heads
 * @param mlp its MLP
 * @param constantBefore what attention's biases have added to the stream before it, {@code
 *     [dModel]}
 * @param constantAfter the same with its own bO
 * @param firstWriter the number of its first head among the writers, or of what comes next
 * @param firstReader the number of its first query reader, or of what comes next
 */
record Block(
    List<HeadMaps> heads,
    Optional<MlpMaps> mlp,
    double[] constantBefore,
    double[] constantAfter,
    int firstWriter,
    int firstReader) {
  int queryReader(int head) {
    return firstReader + head;
  }

  int keyReader(int head) {
    return firstReader + heads.size() + head;
  }

  int valueReader(int head) {
    return firstReader + 2 * heads.size() + head;
  }

  int mlpReader() {
    return firstReader + 3 * heads.size();
  }

  int mlpWriter() {
    return firstWriter + heads.size();
  }

  /** The number of the first writer after this layer. */
  int nextWriter() {
    return firstWriter + heads.size() + (mlp.isPresent() ? 1 : 0);
  }
}

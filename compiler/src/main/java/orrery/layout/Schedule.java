package orrery.layout;

/**
 * Half-layers: attention of layer l is {@code 2l}, its MLP {@code 2l + 1}; the embedding precedes
 * both.
 */
public final class Schedule {
  /** The time of what the embeddings write. */
  public static final int EMBEDDING = -1;

  private Schedule() {}

  /** The first attention half-layer after {@code ready}. */
  static int attentionAfter(int ready) {
    return ready + (Math.floorMod(ready, 2) == 0 ? 2 : 1);
  }

  /** The first MLP half-layer after {@code ready}. */
  static int mlpAfter(int ready) {
    return ready + (Math.floorMod(ready, 2) == 0 ? 1 : 2);
  }

  /** The layer of a half-layer. */
  public static int layer(int time) {
    return Math.floorDiv(time, 2);
  }

  /** Whether a half-layer is attention. */
  public static boolean isAttention(int time) {
    return time >= 0 && time % 2 == 0;
  }
}

package orrery.siit;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * What single readers get instead of what the stream holds: some writers' outputs as they are in the
 * source run, for them alone. Of a row only readers of one layer's heads, one MLP or the logits are
 * concerned, so that one difference a row is enough.
 */
final class Rewiring {
  /**
   * Who is concerned, 0 or 1; rows are those of the source pass.
   *
   * @param heads {@code [model, head, 1, position or 1, row]} a layer: whether a head is a replaced
   *     writer
   * @param mlps {@code [model, 1, position or 1, row]} a layer: whether an MLP is
   * @param ports {@code [model, port, head, 1, 1, row]} a layer: whether a head's query, key or
   *     value input is a concerned reader
   * @param units {@code [model, 1, 1, row]} a layer: whether an MLP is one
   * @param logits {@code [model, 1, 1, row]} whether the logits are
   */
  record Mask(
      List<NDArray> heads,
      List<NDArray> mlps,
      List<NDArray> ports,
      List<NDArray> units,
      NDArray logits) {}

  private final StackedPass.Outputs source;
  private final Mask mask;
  private NDArray difference; // [model, dModel, position, row]

  /** Nothing is different yet; the difference has the shape of the stream. */
  Rewiring(StackedPass.Outputs source, Mask mask, NDArray none) {
    this.source = source;
    this.mask = mask;
    this.difference = none;
  }

  /** The whole difference, {@code [model, dModel, position * row]}. */
  NDArray difference(NDArray like) {
    return difference.reshape(like.getShape());
  }

  /**
   * Queries, keys and values of a layer's heads.
   *
   * @param now {@code [model, 3 * head * dHead, position * row]} what they are
   * @param then what they would be if every reader were concerned
   * @param split {@code [model, port, head, dHead, position, row]}
   */
  NDArray ports(int layer, NDArray now, NDArray then, long... split) {
    NDArray own = now.reshape(split);
    NDArray other = then.reshape(split).sub(own);
    return own.add(other.mul(mask.ports().get(layer))).reshape(now.getShape());
  }

  /** What an MLP reads. */
  NDArray units(int layer, NDArray x) {
    return with(x, mask.units().get(layer));
  }

  /** What the logits read. */
  NDArray logits(NDArray x) {
    return with(x, mask.logits());
  }

  private NDArray with(NDArray x, NDArray readers) {
    return x.add(difference.mul(readers).reshape(x.getShape()));
  }

  /** Heads have written: {@code o} is their map to the stream. */
  void wrote(int layer, NDArray z, NDArray o) {
    NDArray off = source.z().get(layer).sub(z).mul(mask.heads().get(layer));
    long[] shape = off.getShape().getShape();
    NDArray wide = off.reshape(shape[0], shape[1] * shape[2], shape[3] * shape[4]);
    difference = difference.add(o.matMul(wide).reshape(difference.getShape()));
  }

  /** An MLP has written. */
  void wrote(int layer, NDArray mlp) {
    difference = difference.add(source.mlp().get(layer).sub(mlp).mul(mask.mlps().get(layer)));
  }
}

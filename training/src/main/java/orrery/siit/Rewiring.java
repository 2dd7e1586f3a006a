package orrery.siit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import java.util.ArrayList;
import java.util.List;

/**
 * What readers of the circuit get instead of what the stream holds: the outputs of their strangers,
 * heads and MLPs that they do not read in the circuit, as they are in the source run, for them
 * alone.
 */
final class Rewiring {
  /**
   * Readers of one kind in one layer.
   *
   * @param strangers {@code [model, reader, component before]} 1 where a component is a stranger
   * @param concerned {@code [model, reader, 1, 1, row]} 1 where a row is about a reader
   */
  record Readers(NDArray strangers, NDArray concerned) {}

  /**
   * Who is concerned.
   *
   * @param where {@code [model, 1, position or 1, row]} 1 where strangers are as in the source
   * @param ports queries, keys and values, head by head, of the second layer and those after it:
   *     nobody writes before the first
   * @param units a layer's MLP
   * @param logits the logits
   */
  record Mask(NDArray where, List<Readers> ports, List<Readers> units, Readers logits) {}

  private final StackedPass.Outputs source;
  private final Mask mask;
  private final List<NDArray> differences =
      new ArrayList<>(); // [model, component, dModel * column]

  /** Nobody has written yet. */
  Rewiring(StackedPass.Outputs source, Mask mask) {
    this.source = source;
    this.mask = mask;
  }

  /**
   * What every port of a layer after the first reads, {@code [model, port, dModel, position *
   * row]}.
   */
  NDArray ports(int layer, NDArray x) {
    return read(x, mask.ports().get(layer - 1));
  }

  /** What an MLP reads. */
  NDArray units(int layer, NDArray x) {
    return read(x, mask.units().get(layer)).squeeze(1);
  }

  /** What the logits read. */
  NDArray logits(NDArray x) {
    return read(x, mask.logits()).squeeze(1);
  }

  /** The stream as some readers see it, {@code [model, reader, dModel, position * row]}. */
  private NDArray read(NDArray x, Readers readers) {
    NDArray all = NDArrays.concat(new NDList(differences), 1);
    long[] stream = x.getShape().getShape();
    long rows = readers.concerned().getShape().get(4);
    NDArray own =
        readers
            .strangers()
            .matMul(all)
            .reshape(stream[0], -1, stream[1], stream[2] / rows, rows)
            .mul(readers.concerned())
            .reshape(stream[0], -1, stream[1], stream[2]);
    return own.add(x.expandDims(1));
  }

  /**
   * Heads have written.
   *
   * @param z {@code [model, head, dHead, position, row]}
   * @param o their map to the stream
   */
  void heads(int layer, NDArray z, NDArray o) {
    NDArray other = source.z().get(layer);
    long heads = z.getShape().get(1);
    differ(
        source.fixed() ? added(o.stopGradient(), other).sub(added(o, z)) : added(o, other.sub(z)),
        heads,
        z);
  }

  /** What each head adds to the stream, {@code [model * head, dModel, position * row]}. */
  static NDArray added(NDArray o, NDArray z) {
    long[] shape = z.getShape().getShape();
    long dModel = o.getShape().get(1);
    NDArray each =
        o.reshape(shape[0], dModel, shape[1], shape[2])
            .transpose(0, 2, 1, 3)
            .reshape(shape[0] * shape[1], dModel, shape[2]);
    return each.matMul(z.reshape(shape[0] * shape[1], shape[2], shape[3] * shape[4]));
  }

  /** An MLP has written, {@code [model, dModel, position, row]}. */
  void mlp(int layer, NDArray mlp) {
    differ(source.mlp().get(layer).sub(mlp), 1, mlp);
  }

  /** Keeps how components of one layer differ from the source, at the positions concerned. */
  private void differ(NDArray difference, long components, NDArray like) {
    long[] shape = like.getShape().getShape();
    int axes = shape.length;
    NDArray there =
        difference
            .reshape(shape[0], -1, shape[axes - 2], shape[axes - 1])
            .mul(mask.where())
            .reshape(shape[0], components, -1);
    differences.add(there);
  }
}

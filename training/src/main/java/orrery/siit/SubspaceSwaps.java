package orrery.siit;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * Outputs of heads and MLPs that are overwritten in a subspace only: coordinates of a rotated
 * stream that are taken from the source pass.
 */
final class SubspaceSwaps {
  private final StackedPass.Outputs source;
  private final NDArray rotation;
  private final List<NDArray> heads;
  private final List<NDArray> mlps;

  /**
   * What is overwritten.
   *
   * @param rotation {@code [model, coordinate, dModel]}, rows orthonormal
   * @param heads 1 where a coordinate is taken, {@code [model, head, coordinate, position or 1,
   *     group, source row]} a layer
   * @param mlps the same, {@code [model, 1, coordinate, position or 1, group, source row]}
   */
  SubspaceSwaps(
      StackedPass.Outputs source, NDArray rotation, List<NDArray> heads, List<NDArray> mlps) {
    this.source = source;
    this.rotation = rotation;
    this.heads = heads;
    this.mlps = mlps;
  }

  /**
   * What heads add to the stream beside their own output, {@code [model, dModel, column]}.
   *
   * @param z {@code [model, head, dHead, position, row]}
   * @param o their map to the stream
   */
  NDArray heads(int layer, NDArray z, NDArray o) {
    NDArray other = source.z().get(layer);
    NDArray map = source.fixed() ? o.stopGradient() : o;
    return taken(Rewiring.added(o, z), Rewiring.added(map, other), heads.get(layer));
  }

  /** What an MLP adds beside its own output, {@code [model, dModel, position, row]}. */
  NDArray mlp(int layer, NDArray mlp) {
    return taken(mlp, source.mlp().get(layer), mlps.get(layer));
  }

  /** The difference of outputs in the coordinates of a mask, summed over components. */
  private NDArray taken(NDArray own, NDArray other, NDArray mask) {
    long models = rotation.getShape().get(0);
    long width = rotation.getShape().get(1);
    long components = mask.getShape().get(1);
    long groups = mask.getShape().get(4);
    long rows = mask.getShape().get(5);
    NDArray before = own.reshape(models, components, width, -1, groups, rows);
    NDArray after = other.reshape(models, components, width, -1, 1, rows);
    NDArray apart = after.sub(before);
    long positions = apart.getShape().get(3);
    NDArray coordinates =
        rotation
            .expandDims(1)
            .matMul(apart.reshape(models, components, width, -1))
            .reshape(models, components, width, positions, groups, rows)
            .mul(mask)
            .sum(new int[] {1})
            .reshape(models, width, -1);
    return rotation.transpose(0, 2, 1).matMul(coordinates);
  }
}

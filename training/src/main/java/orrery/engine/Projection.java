package orrery.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.function.Function;
import orrery.model.Affine;

/**
 * What the heads of one layer make of what they read on one port (queries, keys or values).
 *
 * @param each one weight a head, {@code [dModel, dHead]}
 * @param eachBias one bias a head, {@code [dHead]}
 * @param stacked {@code [head, dModel, dHead]}
 * @param stackedBias {@code [head, 1, dHead]}
 * @param flat {@code [dModel, head * dHead]}
 * @param flatBias {@code [head * dHead]}
 */
record Projection(
    List<NDArray> each,
    List<NDArray> eachBias,
    NDArray stacked,
    NDArray stackedBias,
    NDArray flat,
    NDArray flatBias) {
  /** The projections of some heads. */
  static Projection of(List<Affine> heads, Function<Rows, NDArray> store) {
    int from = heads.get(0).w().rows();
    int to = heads.get(0).w().columns();
    int n = heads.size();
    double[] stacked = new double[n * from * to];
    double[] flat = new double[n * from * to];
    double[] bias = new double[n * to];
    for (int h = 0; h < n; h++) {
      int head = h;
      heads
          .get(h)
          .w()
          .forEach(
              (row, column, v) -> {
                stacked[(head * from + row) * to + column] = v;
                flat[(row * n + head) * to + column] = v;
              });
      for (int i = 0; i < to; i++) bias[h * to + i] = heads.get(h).b().get(i);
    }
    return new Projection(
        heads.stream().map(a -> store.apply(Rows.of(a.w()))).toList(),
        heads.stream().map(a -> store.apply(Rows.of(a.b()))).toList(),
        store.apply(new Rows(stacked, n, from, to)),
        store.apply(new Rows(bias, n, 1, to)),
        store.apply(new Rows(flat, from, (long) n * to)),
        store.apply(new Rows(bias, (long) n * to)));
  }

  /**
   * Every head's projection, {@code [head, row, position, dHead]}.
   *
   * @param x what all heads read, {@code [row, position, dModel]}, or what each reads, {@code
   *     [head, row, position, dModel]}
   */
  NDArray of(NDArray x) {
    Shape shape = x.getShape();
    long heads = each.size();
    boolean own = shape.dimension() == 4;
    long rows = shape.get(own ? 1 : 0);
    long positions = shape.get(own ? 2 : 1);
    long dModel = shape.get(own ? 3 : 2);
    if (own) {
      return x.reshape(heads, rows * positions, dModel)
          .batchMatMul(stacked)
          .add(stackedBias)
          .reshape(heads, rows, positions, -1);
    }
    return x.reshape(rows * positions, dModel)
        .matMul(flat)
        .add(flatBias)
        .reshape(rows, positions, heads, -1)
        .transpose(2, 0, 1, 3);
  }

  /** One head's projection, {@code [row, position, dHead]}, of {@code [row, position, dModel]}. */
  NDArray of(NDArray x, int head) {
    return Maps.affine(x, each.get(head), eachBias.get(head));
  }
}

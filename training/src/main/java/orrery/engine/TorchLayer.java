package orrery.engine;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import orrery.model.Head;
import orrery.model.Layer;
import orrery.model.Matrix;
import orrery.model.Mlp;

/**
 * The weights of one layer outside the Java heap.
 *
 * @param heads empty where the layer has none
 * @param mlp empty where the layer has none
 * @param before what attention's biases have added before the layer, {@code [dModel]}
 * @param after the same with its own bO
 * @param firstWriter the number of its first head among the writers, or of what comes next
 * @param firstReader the number of its first query reader, or of what comes next
 */
record TorchLayer(
    Optional<Heads> heads,
    Optional<Units> mlp,
    NDArray before,
    NDArray after,
    int firstWriter,
    int firstReader) {
  /**
   * The heads of a layer, side by side.
   *
   * @param q their queries
   * @param k their keys
   * @param v their values
   * @param each wO of one head, {@code [dHead, dModel]}
   * @param out wO of all, {@code [head, dHead, dModel]}
   * @param flatOut the same, {@code [head * dHead, dModel]}
   */
  record Heads(
      Projection q, Projection k, Projection v, List<NDArray> each, NDArray out, NDArray flatOut) {
    int count() {
      return each.size();
    }

    static Heads of(List<Head> heads, Function<Rows, NDArray> store) {
      Matrix first = heads.get(0).wO();
      int size = first.rows() * first.columns();
      double[] out = new double[heads.size() * size];
      for (int h = 0; h < heads.size(); h++) {
        System.arraycopy(Rows.of(heads.get(h).wO()).values(), 0, out, h * size, size);
      }
      return new Heads(
          Projection.of(heads.stream().map(Head::q).toList(), store),
          Projection.of(heads.stream().map(Head::k).toList(), store),
          Projection.of(heads.stream().map(Head::v).toList(), store),
          heads.stream().map(h -> store.apply(Rows.of(h.wO()))).toList(),
          store.apply(new Rows(out, heads.size(), first.rows(), first.columns())),
          store.apply(new Rows(out, (long) heads.size() * first.rows(), first.columns())));
    }
  }

  /**
   * The units of an MLP.
   *
   * @param wIn {@code [dModel, unit]}
   * @param bIn {@code [unit]}
   * @param wOut {@code [unit, dModel]}
   * @param bOut {@code [dModel]}
   */
  record Units(NDArray wIn, NDArray bIn, NDArray wOut, NDArray bOut) {
    static Units of(Mlp mlp, Function<Rows, NDArray> store) {
      return new Units(
          store.apply(Rows.of(mlp.wIn())),
          store.apply(Rows.of(mlp.bIn())),
          store.apply(Rows.of(mlp.wOut())),
          store.apply(Rows.of(mlp.bOut())));
    }
  }

  static Optional<Heads> heads(Layer layer, Function<Rows, NDArray> store) {
    return layer.heads().isEmpty() ? Optional.empty() : Optional.of(Heads.of(layer.heads(), store));
  }

  int headCount() {
    return heads.map(Heads::count).orElse(0);
  }

  int mlpReader() {
    return firstReader + 3 * headCount();
  }

  int mlpWriter() {
    return firstWriter + headCount();
  }
}

package orrery.circuit;

import java.util.LinkedHashMap;
import java.util.Map;
import orrery.model.Head;
import orrery.model.Layer;
import orrery.model.Matrix;
import orrery.model.MatrixBuilder;
import orrery.model.Mlp;
import orrery.model.Vector;
import orrery.model.Weights;

/**
 * What each component writes to the residual stream and reads from it, as matrices.
 *
 * <p>Every vector that a component adds is a combination of the rows of its writing matrix, biases
 * among them; what it reads is a function of the products with the columns of its reading matrix.
 */
public final class WeightMatrices {
  /** An input of a component. */
  public record End(Component to, Port port) {}

  private WeightMatrices() {}

  /** The writing matrices, {@code [rows, dModel]}, in the order of computation. */
  public static Map<Component, Matrix> writers(Weights weights) {
    Map<Component, Matrix> writers = new LinkedHashMap<>();
    writers.put(Component.EMBED, weights.wE());
    writers.put(Component.POS_EMBED, weights.wPos());
    for (int l = 0; l < weights.layers().size(); l++) {
      Layer layer = weights.layers().get(l);
      for (int h = 0; h < layer.heads().size(); h++) {
        writers.put(Component.head(l, h), written(layer.heads().get(h)));
      }
      int index = l;
      layer.mlp().ifPresent(m -> writers.put(Component.mlp(index), written(m)));
    }
    return writers;
  }

  /** The rows of wO whose value is not always 0. */
  private static Matrix written(Head head) {
    Matrix wV = head.wV().transpose();
    MatrixBuilder rows = Matrix.builder(head.wO().rows(), head.wO().columns());
    head.wO()
        .forEach(
            (row, column, weight) -> {
              if (head.bV().get(row) != 0 || !isZero(wV, row)) rows.set(row, column, weight);
            });
    return rows.build();
  }

  private static boolean isZero(Matrix matrix, int row) {
    boolean[] zero = {true};
    matrix.forEachInRow(row, (column, value) -> zero[0] = false);
    return zero[0];
  }

  /** The rows of wOut and, last, the bias. */
  private static Matrix written(Mlp mlp) {
    Vector bOut = mlp.bOut();
    return mlp.wOut().above(Matrix.builder(1, bOut.size()).row(0, bOut.toArray()).build());
  }

  /** The reading matrices, {@code [dModel, columns]}, in the order of computation. */
  public static Map<End, Matrix> readers(Weights weights) {
    Map<End, Matrix> readers = new LinkedHashMap<>();
    for (int l = 0; l < weights.layers().size(); l++) {
      Layer layer = weights.layers().get(l);
      for (int h = 0; h < layer.heads().size(); h++) {
        Head head = layer.heads().get(h);
        readers.put(new End(Component.head(l, h), Port.Q), head.wQ());
        readers.put(new End(Component.head(l, h), Port.K), head.wK());
        readers.put(new End(Component.head(l, h), Port.V), head.wV());
      }
      int index = l;
      layer.mlp().ifPresent(m -> readers.put(new End(Component.mlp(index), Port.MLP), m.wIn()));
    }
    readers.put(new End(Component.LOGITS, Port.LOGITS), weights.wU());
    return readers;
  }
}

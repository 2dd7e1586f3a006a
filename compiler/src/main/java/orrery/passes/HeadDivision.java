package orrery.passes;

import java.util.List;
import orrery.circuit.CompiledModel;
import orrery.circuit.Component;
import orrery.circuit.HeadRole;
import orrery.model.Head;
import orrery.model.Layer;
import orrery.model.Matrix;
import orrery.model.MatrixBuilder;
import orrery.model.Weights;

/** Divides what one head writes among two that attend alike. */
final class HeadDivision {
  private HeadDivision() {}

  /**
   * The model with the head of a variable divided.
   *
   * @param share what the first of two {@link Split.By#SHARES} keeps; the second writes the rest
   */
  static CompiledModel of(
      CompiledModel model, Pass pass, String variable, Split.By by, double share) {
    Component first =
        model.heads().stream()
            .filter(r -> r.variable().name().equals(variable))
            .map(HeadRole::head)
            .findFirst()
            .orElseThrow(
                () ->
                    new PassRefusal(
                        "`%s`: no head of the model computes `%s`"
                            .formatted(pass.name(), variable)));
    Weights weights = model.weights();
    Layer layer = weights.layers().get(first.layer());
    Component second = Component.head(first.layer(), layer.heads().size());
    Head whole = layer.heads().get(first.head());
    List<Matrix> parts = parts(whole.wO(), variable, by, share);
    List<Head> heads = new java.util.ArrayList<>(layer.heads());
    heads.set(first.head(), new Head(whole.q(), whole.k(), whole.v(), parts.get(0)));
    heads.add(new Head(whole.q(), whole.k(), whole.v(), parts.get(1)));
    Rewrite rewrite =
        new Rewrite(model)
            .weights(weights.withLayer(first.layer(), new Layer(heads, layer.bO(), layer.mlp())))
            .relabelled(c -> c.equals(first) ? List.of(first, second) : List.of(c))
            .structuralOfWeights();
    return rewrite.program(rewrite.program().within(rewrite.structural())).done(pass);
  }

  private static List<Matrix> parts(Matrix wO, String variable, Split.By by, double share) {
    MatrixBuilder first = Matrix.builder(wO.rows(), wO.columns());
    MatrixBuilder second = Matrix.builder(wO.rows(), wO.columns());
    int written = 0;
    for (int value = 0; value < wO.rows(); value++) {
      int row = value;
      double kept = by == Split.By.SHARES ? share : written % 2 == 0 ? 1 : 0;
      int[] entries = {0};
      wO.forEachInRow(
          row,
          (dimension, w) -> {
            entries[0]++;
            first.set(row, dimension, kept * w);
            second.set(row, dimension, w - kept * w);
          });
      if (entries[0] > 0) written++;
    }
    if (by == Split.By.VALUES && written < 2) {
      throw new PassRefusal(
          "`split`: the head of `" + variable + "` writes one coordinate, split it by=shares");
    }
    return List.of(first.build(), second.build());
  }
}

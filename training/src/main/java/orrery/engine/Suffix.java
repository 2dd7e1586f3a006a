package orrery.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;

/** The rest of a plain forward pass from somewhere in the middle; keeps nothing but the logits. */
final class Suffix {
  private final TorchModel model;
  private final Operations operations;

  Suffix(TorchModel model, Operations operations) {
    this.model = model;
    this.operations = operations;
  }

  /**
   * The logits, {@code [row, position, dVocabOut]}.
   *
   * @param sum everything written before a moment, {@code [row, position, dModel]}
   * @param layer the layer of that moment; behind the last one, only the unembedding is left
   * @param afterHeads whether the layer's heads are among what was written
   */
  NDArray logits(NDArray sum, int layer, boolean afterHeads) {
    NDArray now = sum;
    for (int l = layer; l < model.layers.size(); l++) {
      TorchLayer of = model.layers.get(l);
      if (of.heads().isPresent() && !(afterHeads && l == layer)) now = afterHeads(now, of);
      if (of.mlp().isPresent()) now = afterMlp(now, of);
    }
    return unembedded(now.add(model.constant));
  }

  /** The logits of what the unembedding reads, constants included. */
  NDArray unembedded(NDArray x) {
    return Maps.affine(operations.normal(x), model.wU, model.bU);
  }

  private NDArray afterHeads(NDArray sum, TorchLayer layer) {
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      TorchLayer.Heads heads = layer.heads().orElseThrow();
      NDArray x = operations.normal(sum.add(layer.before()));
      NDArray pattern = operations.pattern(heads.q().of(x), heads.k().of(x));
      NDArray z = pattern.matMul(heads.v().of(x)); // [head, row, position, dHead]
      Shape shape = z.getShape();
      long rows = shape.get(1);
      long positions = shape.get(2);
      NDArray flat = z.transpose(1, 2, 0, 3).reshape(rows * positions, -1);
      NDArray written = flat.matMul(heads.flatOut()).reshape(rows, positions, -1);
      NDArray after = sum.add(written);
      NDScope.unregister(after);
      return after;
    }
  }

  private NDArray afterMlp(NDArray sum, TorchLayer layer) {
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      NDArray x = operations.normal(sum.add(layer.after()));
      NDArray after = sum.add(operations.mlp(x, layer.mlp().orElseThrow()));
      NDScope.unregister(after);
      return after;
    }
  }
}

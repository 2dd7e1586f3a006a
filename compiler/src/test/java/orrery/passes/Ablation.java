package orrery.passes;

import java.util.ArrayList;
import java.util.List;
import orrery.model.Affine;
import orrery.model.Head;
import orrery.model.Layer;
import orrery.model.Matrix;
import orrery.model.MatrixBuilder;
import orrery.model.Mlp;
import orrery.model.Weights;

/** Removes from weights whatever heads and MLPs write along some axes. */
final class Ablation {
  private Ablation() {}

  static Weights of(Weights w, Matrix directions) {
    MatrixBuilder keep = Matrix.builder(directions.columns(), directions.columns());
    for (int d = 0; d < directions.columns(); d++) keep.set(d, d, 1);
    directions.forEach((coordinate, dimension, v) -> keep.set(dimension, dimension, 0));
    Matrix kept = keep.build();
    List<Layer> layers = new ArrayList<>();
    for (Layer layer : w.layers()) {
      List<Head> heads =
          layer.heads().stream()
              .map(h -> new Head(h.q(), h.k(), h.v(), h.wO().times(kept)))
              .toList();
      layers.add(
          new Layer(
              heads,
              layer.bO().times(kept),
              layer
                  .mlp()
                  .map(
                      m ->
                          new Mlp(
                              m.in(), new Affine(m.wOut().times(kept), m.bOut().times(kept))))));
    }
    return new Weights(w.config(), w.wE(), w.wPos(), layers, w.unembed());
  }
}

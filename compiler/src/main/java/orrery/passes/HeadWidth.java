package orrery.passes;

import java.util.List;
import orrery.model.Affine;
import orrery.model.Head;
import orrery.model.Layer;
import orrery.model.Matrix;
import orrery.model.MatrixBuilder;
import orrery.model.TransformerConfig;
import orrery.model.Vector;

/** Gives heads a larger dHead; queries grow with √dHead, by which scores are divided. */
final class HeadWidth {
  private HeadWidth() {}

  /** The layer with heads of this width, computing what they computed. */
  static Layer of(Layer layer, int dHead) {
    return new Layer(
        layer.heads().stream().map(h -> of(h, dHead)).toList(), layer.bO(), layer.mlp());
  }

  private static Head of(Head head, int dHead) {
    int dModel = head.wO().columns();
    int before = head.wO().rows();
    if (before == dHead) return head;
    double factor = Math.sqrt((double) dHead / before);
    return new Head(
        times(head.q(), factor).resized(dModel, dHead),
        head.k().resized(dModel, dHead),
        head.v().resized(dModel, dHead),
        head.wO().resized(dHead, dModel));
  }

  private static Affine times(Affine map, double factor) {
    MatrixBuilder w = Matrix.builder(map.w().rows(), map.w().columns());
    map.w().forEach((r, c, v) -> w.set(r, c, v * factor));
    double[] b = map.b().toArray();
    for (int i = 0; i < b.length; i++) b[i] *= factor;
    return new Affine(w.build(), Vector.of(b));
  }

  /** The shape that holds these layers, otherwise as before. */
  static TransformerConfig config(TransformerConfig c, List<Layer> layers, int dHead) {
    int heads = layers.stream().mapToInt(l -> l.heads().size()).max().orElse(1);
    int units = layers.stream().mapToInt(Layer::dMlp).max().orElse(0);
    return new TransformerConfig(
        layers.size(),
        Math.max(c.nHeads(), heads),
        c.dModel(),
        dHead,
        Math.max(c.dMlp(), units),
        c.nCtx(),
        c.dVocab(),
        c.dVocabOut(),
        c.activation(),
        c.attentionDirection(),
        c.normalization());
  }
}

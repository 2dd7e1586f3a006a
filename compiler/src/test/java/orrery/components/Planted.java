package orrery.components;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import orrery.circuit.CompiledModel;
import orrery.model.Affine;
import orrery.model.Head;
import orrery.model.Layer;
import orrery.model.Matrix;
import orrery.model.MatrixBuilder;
import orrery.model.Mlp;
import orrery.model.TransformerConfig;
import orrery.model.Vector;
import orrery.model.Weights;

/** Compiled models with something wrong in them that ordinary inputs do not show. */
final class Planted {
  private Planted() {}

  /** Two heads more in the last layer, which write the opposite of each other. */
  static CompiledModel opposites(CompiledModel model) {
    Weights weights = model.weights();
    int last = weights.layers().size() - 1;
    int dModel = weights.config().dModel();
    int dHead = weights.config().dHead();
    Random random = new Random(4);
    Affine nothing = Affine.zero(dModel, dHead);
    Affine v = Affine.of(random(dModel, dHead, random, 1));
    Matrix wO = random(dHead, dModel, random, 30);
    Head one = new Head(nothing, nothing, v, wO);
    Head other = new Head(nothing, nothing, v, wO.map(x -> -x));
    Layer layer = weights.layers().get(last);
    return model.withWeights(weights.withLayer(last, layer.plusHeads(List.of(one, other))));
  }

  private static Matrix random(int rows, int columns, Random random, double scale) {
    MatrixBuilder matrix = Matrix.builder(rows, columns);
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) matrix.set(r, c, scale * random.nextGaussian());
    }
    return matrix.build();
  }

  /**
   * Two layers more, whose MLPs each tell the logits once more what they read anyway, a little more
   * softly than the circuit: one alone is outvoted, both together outvote it.
   */
  static CompiledModel echoes(CompiledModel model) {
    Weights wide = model.weights().plusDimensions(model.weights().config().dModel());
    int own = model.weights().config().dModel();
    int dModel = wide.config().dModel();
    MatrixBuilder in = Matrix.builder(dModel, own);
    MatrixBuilder out = Matrix.builder(own, dModel);
    MatrixBuilder wU = Matrix.builder(dModel, wide.config().dVocabOut());
    for (int d = 0; d < own; d++) {
      in.set(d, d, 1);
      out.set(d, own + d, 0.8);
      wU.row(d, wide.wU().rowToArray(d));
      wU.row(own + d, wide.wU().rowToArray(d));
    }
    Mlp echo = new Mlp(Affine.of(in.build()), Affine.of(out.build()));
    Layer layer = new Layer(List.of(), Vector.zero(dModel), Optional.of(echo));
    List<Layer> layers = new ArrayList<>(wide.layers());
    layers.add(layer);
    layers.add(layer);
    TransformerConfig c = wide.config();
    TransformerConfig deeper =
        new TransformerConfig(
            layers.size(),
            c.nHeads(),
            dModel,
            c.dHead(),
            Math.max(own, c.dMlp()),
            c.nCtx(),
            c.dVocab(),
            c.dVocabOut(),
            c.activation(),
            c.attentionDirection());
    Affine unembed = new Affine(wU.build(), wide.bU());
    return model.withWeights(new Weights(deeper, wide.wE(), wide.wPos(), layers, unembed));
  }

  /** The first head of the circuit writes nothing. */
  static CompiledModel mute(CompiledModel model) {
    Weights weights = model.weights();
    Layer layer = weights.layers().get(0);
    List<Head> heads = new ArrayList<>(layer.heads());
    Head head = heads.get(0);
    Matrix nothing = Matrix.zero(head.wO().rows(), head.wO().columns());
    heads.set(0, new Head(head.q(), head.k(), head.v(), nothing));
    return model.withWeights(weights.withLayer(0, new Layer(heads, layer.bO(), layer.mlp())));
  }

  /** Every logit is off by so much. */
  static CompiledModel shifted(CompiledModel model, double by) {
    Weights w = model.weights();
    double[] b = w.bU().toArray();
    for (int i = 0; i < b.length; i++) b[i] += by;
    Affine unembed = new Affine(w.wU(), Vector.of(b));
    return model.withWeights(new Weights(w.config(), w.wE(), w.wPos(), w.layers(), unembed));
  }
}

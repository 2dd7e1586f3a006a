package orrery.discovery;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import orrery.model.Affine;
import orrery.model.Head;
import orrery.model.Layer;
import orrery.model.Vector;
import orrery.model.Weights;

/** Changes of weights that make a question easy to answer. */
final class Surgery {
  private Surgery() {}

  /** Every query is 0, so that attention is uniform over what is seen. */
  static Weights withoutQueries(Weights weights) {
    return heads(
        weights, h -> new Head(Affine.zero(h.wQ().rows(), h.wQ().columns()), h.k(), h.v(), h.wO()));
  }

  /** Every query is larger by a factor. */
  static Weights sharpened(Weights weights, double factor) {
    return heads(
        weights,
        h -> {
          double[] bias = h.bQ().toArray();
          for (int d = 0; d < bias.length; d++) bias[d] *= factor;
          Affine q = new Affine(h.wQ().map(x -> factor * x), Vector.of(bias));
          return new Head(q, h.k(), h.v(), h.wO());
        });
  }

  static Weights withoutMlps(Weights weights) {
    return layers(weights, l -> new Layer(l.heads(), l.bO(), Optional.empty()));
  }

  /** Nothing is embedded; only biases write. */
  static Weights withoutEmbeddings(Weights weights) {
    return new Weights(
        weights.config(),
        weights.wE().map(x -> 0),
        weights.wPos().map(x -> 0),
        weights.layers(),
        weights.unembed());
  }

  private static Weights heads(Weights weights, UnaryOperator<Head> change) {
    return layers(
        weights, l -> new Layer(l.heads().stream().map(change).toList(), l.bO(), l.mlp()));
  }

  private static Weights layers(Weights weights, UnaryOperator<Layer> change) {
    List<Layer> layers = weights.layers().stream().map(change).toList();
    return new Weights(weights.config(), weights.wE(), weights.wPos(), layers, weights.unembed());
  }
}

package orrery.metrics;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import orrery.circuit.ResidualGraph;
import orrery.intervention.Mask;
import orrery.model.ActivationFunction;
import orrery.model.Affine;
import orrery.model.AttentionDirection;
import orrery.model.Head;
import orrery.model.Layer;
import orrery.model.Matrix;
import orrery.model.Mlp;
import orrery.model.TransformerConfig;
import orrery.model.Vector;
import orrery.model.Weights;

/** Graphs of a given size; nobody looks at the weights. */
final class Graphs {
  private Graphs() {}

  /** Every layer has some heads and an MLP. */
  static ResidualGraph of(int layers, int heads) {
    Affine one = new Affine(Matrix.zero(1, 1), Vector.of(new double[1]));
    Layer layer =
        new Layer(
            Collections.nCopies(heads, new Head(one, one, one, Matrix.zero(1, 1))),
            Vector.of(new double[1]),
            Optional.of(new Mlp(one, one)));
    TransformerConfig config =
        new TransformerConfig(
            layers, heads, 1, 1, 1, 1, 1, 1, ActivationFunction.RELU, AttentionDirection.CAUSAL);
    return ResidualGraph.of(
        new Weights(
            config, Matrix.zero(1, 1), Matrix.zero(1, 1), Collections.nCopies(layers, layer), one));
  }

  /** The circuits of the first 0, 1, 2, … edges of an order. */
  static List<Mask> nested(ResidualGraph graph, int... order) {
    List<Mask> masks = new ArrayList<>(List.of(Mask.none(graph)));
    for (int edge : order) masks.add(masks.get(masks.size() - 1).with(edge));
    return masks;
  }

  static BitSet set(int... members) {
    BitSet set = new BitSet();
    for (int m : members) set.set(m);
    return set;
  }
}

package orrery.components;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import orrery.circuit.Component;
import orrery.circuit.Port;
import orrery.circuit.Reader;
import orrery.circuit.ResidualGraph;
import orrery.lanes.Arithmetic;
import orrery.model.Affine;
import orrery.model.AttentionDirection;
import orrery.model.Head;
import orrery.model.Layer;
import orrery.model.Matrix;
import orrery.model.Mlp;
import orrery.model.TransformerConfig;
import orrery.model.Weights;

/** The weights of one model for {@link DenseRun}: no zero is left out. Immutable. */
final class DenseWeights {
  static final Arithmetic ARITHMETIC = Arithmetic.best();

  /**
   * An affine map of lanes.
   *
   * @param w {@code [to][from]}
   * @param b {@code [to]}
   */
  record Map(double[][] w, double[] b) {
    static Map of(Affine map) {
      return new Map(rows(map.w().transpose()), map.b().toArray());
    }

    /** out = w x + b. */
    void apply(double[][] x, double[][] out, int lanes) {
      for (int o = 0; o < b.length; o++) Arrays.fill(out[o], 0, lanes, b[o]);
      ARITHMETIC.multiply(w, x, 0, out, 0, lanes, /* accumulate= */ true);
    }
  }

  /** A head; {@code o} has no bias. */
  record HeadMaps(Map q, Map k, Map v, Map o) {
    static HeadMaps of(Head head) {
      return new HeadMaps(
          Map.of(head.q()), Map.of(head.k()), Map.of(head.v()), Map.of(Affine.of(head.wO())));
    }
  }

  /** An MLP. */
  record MlpMaps(Map in, Map out) {
    static MlpMaps of(Mlp mlp) {
      return new MlpMaps(Map.of(mlp.in()), Map.of(mlp.out()));
    }
  }

  /**
   * A layer.
   *
   * @param first the number of its first writer
   */
  record Block(List<HeadMaps> heads, double[] bO, Optional<MlpMaps> mlp, int first) {}

  final TransformerConfig config;
  final ResidualGraph graph;
  final double[][] wE; // [token][dModel]
  final double[][] wPos; // [position][dModel]
  final List<Block> blocks = new ArrayList<>();
  final Map unembed;

  DenseWeights(Weights weights) {
    config = weights.config();
    graph = ResidualGraph.of(weights);
    wE = rows(weights.wE());
    wPos = rows(weights.wPos());
    unembed = Map.of(weights.unembed());
    int first = 2;
    for (Layer layer : weights.layers()) {
      List<HeadMaps> heads = layer.heads().stream().map(HeadMaps::of).toList();
      blocks.add(new Block(heads, layer.bO().toArray(), layer.mlp().map(MlpMaps::of), first));
      first += heads.size() + (layer.mlp().isPresent() ? 1 : 0);
    }
  }

  private static double[][] rows(Matrix m) {
    double[][] rows = new double[m.rows()][];
    for (int r = 0; r < rows.length; r++) rows[r] = m.rowToArray(r);
    return rows;
  }

  /** How many keys a query sees. */
  int keys(int query, int positions) {
    return config.attentionDirection() == AttentionDirection.CAUSAL ? query + 1 : positions;
  }

  int writers() {
    return graph.writers().size();
  }

  /** The number of a head's or MLP's reader. */
  int reader(Component component, Port port) {
    return graph.readerId(new Reader(component, port)).orElseThrow();
  }

  /** How many units the widest MLP has. */
  int units() {
    return blocks.stream()
        .flatMap(b -> b.mlp().stream())
        .mapToInt(m -> m.in().b().length)
        .max()
        .orElse(0);
  }
}

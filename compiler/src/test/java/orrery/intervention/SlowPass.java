package orrery.intervention;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import orrery.circuit.Component;
import orrery.circuit.Port;
import orrery.circuit.Reader;
import orrery.circuit.ResidualGraph;
import orrery.model.ActivationFunction;
import orrery.model.Affine;
import orrery.model.Head;
import orrery.model.Layer;
import orrery.model.Matrix;
import orrery.model.Mlp;
import orrery.model.Normalization;
import orrery.model.TransformerConfig;
import orrery.model.Vector;
import orrery.model.Weights;

/**
 * One example's forward pass, straight from the formula: the input of every reader is summed up
 * anew from what all its writers write.
 *
 * <p>Numbers carry one derivative forwards; {@link Backward} rules replace the derivative of single
 * steps. A product of the same local derivatives is the same whether it is taken from the left or
 * from the right, so this is what a backward pass with these rules must give.
 */
final class SlowPass {
  private final Weights weights;
  private final TransformerConfig config;
  private final ResidualGraph graph;
  private final int[] tokens;
  private final Backward rules;
  private final Intervention change;

  private final Dual[][][] outputs; // [writer][position][dModel]
  private final Dual[][][] inputs; // [reader][position][dModel]
  private final Map<Component, Dual[][]> patterns = new HashMap<>(); // [query][key]
  private final Dual[][] logits; // [position][dVocabOut]

  SlowPass(Weights weights, int[] tokens, Backward rules, Intervention change) {
    this.weights = weights;
    this.config = weights.config();
    this.graph = ResidualGraph.of(weights);
    this.tokens = tokens;
    this.rules = rules;
    this.change = change;
    outputs = new Dual[graph.writers().size()][][];
    inputs = new Dual[graph.readers().size()][][];
    write(Component.EMBED, rows(weights.wE(), tokens));
    int[] positions = new int[tokens.length];
    for (int p = 0; p < positions.length; p++) positions[p] = p;
    write(Component.POS_EMBED, rows(weights.wPos(), positions));
    for (int l = 0; l < weights.layers().size(); l++) layer(l, weights.layers().get(l));
    logits = mapped(normal(read(Component.LOGITS, Port.LOGITS)), weights.unembed());
  }

  /** A writer's output, {@code [position][dModel]}. */
  Dual[][] output(int writer) {
    return outputs[writer];
  }

  /** Every writer's output without derivatives, {@code [writer][position][dModel]}. */
  double[][][] outputs() {
    double[][][] values = new double[outputs.length][][];
    for (int u = 0; u < values.length; u++) values[u] = values(outputs[u]);
    return values;
  }

  /** A reader's input, {@code [position][dModel]}. */
  Dual[][] input(int reader) {
    return inputs[reader];
  }

  /** A head's attention, {@code [query][key]}. */
  double[][] pattern(int layer, int head) {
    return values(Objects.requireNonNull(patterns.get(Component.head(layer, head))));
  }

  /** {@code [position][dVocabOut]}. */
  Dual[][] logits() {
    return logits;
  }

  static double[][] values(Dual[][] duals) {
    double[][] values = new double[duals.length][];
    for (int r = 0; r < duals.length; r++) {
      values[r] = new double[duals[r].length];
      for (int c = 0; c < values[r].length; c++) values[r][c] = duals[r][c].value();
    }
    return values;
  }

  static Dual[][] constants(double[][] values) {
    Dual[][] duals = new Dual[values.length][];
    for (int r = 0; r < values.length; r++) {
      duals[r] = new Dual[values[r].length];
      for (int c = 0; c < duals[r].length; c++) duals[r][c] = Dual.of(values[r][c]);
    }
    return duals;
  }

  private void layer(int l, Layer layer) {
    for (int h = 0; h < layer.heads().size(); h++) {
      write(Component.head(l, h), dropped(l, head(l, h, layer.heads().get(h))));
    }
    if (layer.mlp().isPresent()) {
      Mlp mlp = layer.mlp().get();
      Dual[][] units = mapped(normal(read(Component.mlp(l), Port.MLP)), mlp.in());
      for (Dual[] at : units) {
        for (int i = 0; i < at.length; i++) at[i] = activated(at[i]);
      }
      write(Component.mlp(l), dropped(l, mapped(units, mlp.out())));
    }
  }

  private Dual[][] head(int l, int h, Head head) {
    Component component = Component.head(l, h);
    Dual[][] q = mapped(normal(read(component, Port.Q)), head.q());
    Dual[][] k = mapped(normal(read(component, Port.K)), head.k());
    Dual[][] v = mapped(normal(read(component, Port.V)), head.v());
    slopesTimes(rules.queryKeyScale(), q);
    slopesTimes(rules.queryKeyScale(), k);
    slopesTimes(rules.valueScale(), v);
    Dual[][] pattern = new Dual[tokens.length][];
    for (int query = 0; query < tokens.length; query++)
      pattern[query] = attention(q[query], k, query);
    pattern = change.attended(l, h, pattern);
    patterns.put(component, pattern);
    Dual[][] z = new Dual[tokens.length][config.dHead()];
    for (int query = 0; query < tokens.length; query++) {
      for (int i = 0; i < config.dHead(); i++) {
        Dual sum = Dual.ZERO;
        for (int key = 0; key < tokens.length; key++) {
          sum = sum.plus(pattern[query][key].times(v[key][i]));
        }
        z[query][i] = sum;
      }
    }
    return mapped(z, Affine.of(head.wO()));
  }

  /** What one query pays to each key; keys that it does not see get nothing. */
  private Dual[] attention(Dual[] q, Dual[][] keys, int query) {
    Dual[] scores = new Dual[keys.length];
    for (int key = 0; key < keys.length; key++) {
      Dual product = Dual.ZERO;
      for (int i = 0; i < q.length; i++) product = product.plus(q[i].times(keys[key][i]));
      boolean sees = config.attentionDirection().sees(query, key);
      scores[key] = sees ? product.over(config.attnScale()) : Dual.of(Double.NEGATIVE_INFINITY);
    }
    double[] share = softmax(scores, 1);
    double[] flat = softmax(scores, rules.temperature());
    double mean = 0;
    for (int key = 0; key < keys.length; key++) mean += flat[key] * scores[key].slope();
    Dual[] attention = new Dual[keys.length];
    for (int key = 0; key < keys.length; key++) {
      double slope = rules.frozenPattern() ? 0 : flat[key] * (scores[key].slope() - mean);
      attention[key] = new Dual(share[key], slope);
    }
    return attention;
  }

  private static double[] softmax(Dual[] scores, double temperature) {
    double max = Double.NEGATIVE_INFINITY;
    for (Dual score : scores) max = Math.max(max, score.value());
    double[] share = new double[scores.length];
    double sum = 0;
    for (int i = 0; i < share.length; i++) {
      share[i] = Math.exp((scores[i].value() - max) / temperature);
      sum += share[i];
    }
    for (int i = 0; i < share.length; i++) share[i] /= sum;
    return share;
  }

  private Dual activated(Dual x) {
    Dual exact =
        switch (config.activation()) {
          case RELU -> x.value() > 0 ? x : Dual.ZERO;
          case GELU -> gelu(x);
        };
    if (!rules.ratioActivation()) return exact;
    double limit = config.activation() == ActivationFunction.GELU ? 0.5 : 0;
    double ratio = x.value() == 0 ? limit : exact.value() / x.value();
    return new Dual(exact.value(), x.slope() * ratio);
  }

  private static Dual gelu(Dual x) {
    Dual cube = x.times(x).times(x).times(0.044715);
    Dual t = x.plus(cube).times(Math.sqrt(2 / Math.PI)).tanh();
    return x.times(0.5).times(t.plus(1));
  }

  private Dual[][] normal(Dual[][] x) {
    Dual[][] normal = new Dual[x.length][];
    for (int p = 0; p < x.length; p++) normal[p] = normal(x[p]);
    return normal;
  }

  private Dual[] normal(Dual[] x) {
    if (config.normalization() == Normalization.NONE) return x;
    Dual mean = Dual.ZERO;
    if (config.normalization() == Normalization.LAYER_NORM) {
      for (Dual one : x) mean = mean.plus(one);
      mean = mean.over(x.length);
    }
    Dual squares = Dual.ZERO;
    for (Dual one : x) squares = squares.plus(one.minus(mean).times(one.minus(mean)));
    Dual scale = squares.over(x.length).plus(Normalization.EPSILON).sqrt();
    if (rules.frozenNormalization()) scale = scale.constant();
    Dual[] normal = new Dual[x.length];
    for (int d = 0; d < x.length; d++) normal[d] = x[d].minus(mean).over(scale);
    return normal;
  }

  private Dual[][] dropped(int layer, Dual[][] written) {
    if (rules.droppedLayer().isPresent() && rules.droppedLayer().getAsInt() == layer) {
      slopesTimes(0, written);
    }
    return written;
  }

  private static void slopesTimes(double factor, Dual[][] duals) {
    for (Dual[] row : duals) {
      for (int i = 0; i < row.length; i++) row[i] = row[i].slopeTimes(factor);
    }
  }

  private void write(Component component, Dual[][] computed) {
    int writer = graph.writerId(component).orElseThrow();
    outputs[writer] = change.written(writer, computed);
  }

  /** {@code x_v = const + Σ_u carried(u → v)}. */
  private Dual[][] read(Component component, Port port) {
    int reader = graph.readerId(new Reader(component, port)).orElseThrow();
    Dual[][] x = new Dual[tokens.length][config.dModel()];
    for (int p = 0; p < x.length; p++) {
      for (int d = 0; d < config.dModel(); d++) {
        Dual sum = Dual.of(constant(component, d));
        for (int u = 0; u < graph.writersOf(reader); u++) {
          sum = sum.plus(change.carried(u, reader, p, d, outputs[u][p][d]));
        }
        x[p][d] = sum;
      }
    }
    inputs[reader] = change.read(reader, x);
    return inputs[reader];
  }

  /** The attention biases of the layers before a component, its own included for an MLP. */
  private double constant(Component component, int dimension) {
    List<Layer> layers = weights.layers();
    double sum = 0;
    for (int l = 0; l < layers.size(); l++) {
      if (2 * l < component.time()) sum += layers.get(l).bO().get(dimension);
    }
    return sum;
  }

  private static Dual[][] mapped(Dual[][] rows, Affine affine) {
    Matrix w = affine.w();
    Vector b = affine.b();
    Dual[][] result = new Dual[rows.length][w.columns()];
    for (int r = 0; r < rows.length; r++) {
      for (int c = 0; c < w.columns(); c++) {
        Dual sum = Dual.of(b.get(c));
        for (int i = 0; i < w.rows(); i++) sum = sum.plus(rows[r][i].times(w.get(i, c)));
        result[r][c] = sum;
      }
    }
    return result;
  }

  private static Dual[][] rows(Matrix matrix, int... rows) {
    double[][] values = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) values[i] = matrix.rowToArray(rows[i]);
    return constants(values);
  }
}

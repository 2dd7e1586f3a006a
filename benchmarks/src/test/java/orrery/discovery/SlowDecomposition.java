package orrery.discovery;

import java.util.function.DoubleUnaryOperator;
import orrery.circuit.Component;
import orrery.circuit.Component.Kind;
import orrery.model.Affine;
import orrery.model.Head;
import orrery.model.Layer;
import orrery.model.Normalization;
import orrery.model.Weights;

/** Contextual decomposition with both parts carried along, a position and a number at a time. */
final class SlowDecomposition {
  /** Two arrays whose sum is the activation. */
  record Parts(double[][] relevant, double[][] rest) {
    static Parts zero(int rows, int columns) {
      return new Parts(new double[rows][columns], new double[rows][columns]);
    }

    Parts plus(Parts other) {
      return new Parts(sum(relevant, other.relevant), sum(rest, other.rest));
    }

    double[][] whole() {
      return sum(relevant, rest);
    }
  }

  private final SlowFormulas formulas;
  private final Weights weights;
  private final int example;
  private final boolean split;
  private final boolean renormalise;

  SlowDecomposition(SlowFormulas formulas, int example, boolean split, boolean renormalise) {
    this.formulas = formulas;
    this.weights = formulas.task.weights();
    this.example = example;
    this.split = split;
    this.renormalise = renormalise;
  }

  private static double[][] sum(double[][] a, double[][] b) {
    double[][] sum = new double[a.length][];
    for (int p = 0; p < a.length; p++) {
      sum[p] = a[p].clone();
      for (int d = 0; d < sum[p].length; d++) sum[p][d] += b[p][d];
    }
    return sum;
  }

  /** m(logits without the relevant part) − m(logits), for a writer. */
  double ofWriter(int writer) {
    Component c = formulas.task.graph().writer(writer);
    double[][] reference = formulas.slow.reference(writer, example);
    double[][] output = formulas.slow.output(writer, example);
    double[][] relevant = new double[output.length][output[0].length];
    for (int p = 0; p < relevant.length; p++) {
      for (int d = 0; d < relevant[p].length; d++) {
        relevant[p][d] = output[p][d] - reference[p][d];
      }
    }
    return score(new Parts(relevant, minus(after(c.time()), relevant)), c.time());
  }

  private double score(Parts stream, int time) {
    Parts parts = stream;
    for (int l = 0; l < weights.layers().size(); l++) {
      Layer layer = weights.layers().get(l);
      if (time < 2 * l) parts = settle(parts.plus(settle(attention(l, parts))));
      if (time < 2 * l + 1 && layer.mlp().isPresent()) {
        parts = settle(parts.plus(settle(mlp(l, parts))));
      }
    }
    Parts logits = affine(normalised(parts), weights.unembed());
    return value(logits.rest) - value(logits.whole());
  }

  private double value(double[][] logits) {
    RandomTask.Curved metric = (RandomTask.Curved) formulas.task.task().metric();
    return metric.value(
        example,
        new orrery.intervention.Logits() {
          @Override
          public int positions() {
            return logits.length;
          }

          @Override
          public int width() {
            return logits[0].length;
          }

          @Override
          public double get(int position, int index) {
            return logits[position][index];
          }
        });
  }

  private Parts attention(int l, Parts stream) {
    Layer layer = weights.layers().get(l);
    Parts read = normalised(stream);
    Parts written = Parts.zero(read.rest.length, weights.config().dModel());
    for (int h = 0; h < layer.heads().size(); h++) {
      Head head = layer.heads().get(h);
      Parts values = affine(read, head.v());
      double[][] pattern = formulas.slow.pattern(l, h, example);
      Parts z = settle(new Parts(mixed(pattern, values.relevant), mixed(pattern, values.rest)));
      written = written.plus(affine(z, Affine.of(head.wO())));
    }
    return bias(written, layer.bO().toArray());
  }

  private Parts mlp(int l, Parts stream) {
    orrery.model.Mlp mlp = weights.layers().get(l).mlp().orElseThrow();
    Parts pre = settle(affine(normalised(stream), mlp.in()));
    DoubleUnaryOperator act = weights.config().activation()::apply;
    Parts post = Parts.zero(pre.rest.length, mlp.dMlp());
    for (int p = 0; p < pre.rest.length; p++) {
      for (int d = 0; d < mlp.dMlp(); d++) {
        post.rest[p][d] = act.applyAsDouble(pre.rest[p][d]);
        post.relevant[p][d] =
            act.applyAsDouble(pre.rest[p][d] + pre.relevant[p][d]) - post.rest[p][d];
      }
    }
    return affine(post, mlp.out());
  }

  private static double[][] mixed(double[][] pattern, double[][] values) {
    double[][] mixed = new double[pattern.length][values[0].length];
    for (int q = 0; q < mixed.length; q++) {
      for (int k = 0; k < mixed.length; k++) {
        for (int d = 0; d < mixed[q].length; d++) mixed[q][d] += pattern[q][k] * values[k][d];
      }
    }
    return mixed;
  }

  private Parts affine(Parts parts, Affine map) {
    Parts bare = new Parts(times(parts.relevant, map), times(parts.rest, map));
    return bias(bare, map.b().toArray());
  }

  private static double[][] times(double[][] rows, Affine map) {
    double[][] product = new double[rows.length][map.w().columns()];
    for (int p = 0; p < rows.length; p++) {
      for (int c = 0; c < product[p].length; c++) {
        for (int d = 0; d < rows[p].length; d++) product[p][c] += rows[p][d] * map.w().get(d, c);
      }
    }
    return product;
  }

  private Parts bias(Parts bare, double[] bias) {
    Parts parts = bare.plus(Parts.zero(bare.rest.length, bias.length));
    for (int p = 0; p < bare.rest.length; p++) {
      for (int d = 0; d < bias.length; d++) {
        double own = Math.abs(bare.relevant[p][d]);
        double both = own + Math.abs(bare.rest[p][d]);
        double share = split && own > 0 ? own / both : 0;
        parts.relevant[p][d] += bias[d] * share;
        parts.rest[p][d] += bias[d] * (1 - share);
      }
    }
    return parts;
  }

  private Parts settle(Parts parts) {
    if (!renormalise) return parts;
    Parts settled = parts.plus(Parts.zero(parts.rest.length, parts.rest[0].length));
    for (int p = 0; p < parts.rest.length; p++) {
      for (int d = 0; d < parts.rest[p].length; d++) {
        double a = parts.relevant[p][d];
        double b = parts.rest[p][d];
        if (a * b >= 0) continue;
        settled.relevant[p][d] = Math.abs(a) >= Math.abs(b) ? a + b : 0;
        settled.rest[p][d] = Math.abs(a) >= Math.abs(b) ? 0 : a + b;
      }
    }
    return settled;
  }

  private Parts normalised(Parts parts) {
    Normalization rule = weights.config().normalization();
    if (rule == Normalization.NONE) return parts;
    double[][] whole = parts.whole();
    Parts normal = parts.plus(Parts.zero(whole.length, whole[0].length));
    for (int p = 0; p < whole.length; p++) {
      double center = rule == Normalization.LAYER_NORM ? 1.0 / whole[p].length : 0;
      double mean = 0;
      for (double v : whole[p]) mean += v * center;
      double variance = 0;
      for (double v : whole[p]) variance += (v - mean) * (v - mean) / whole[p].length;
      double scale = Math.sqrt(variance + Normalization.EPSILON);
      for (double[][] part : new double[][][] {normal.relevant, normal.rest}) {
        double own = 0;
        for (double v : part[p]) own += v * center;
        for (int d = 0; d < part[p].length; d++) part[p][d] = (part[p][d] - own) / scale;
      }
    }
    return normal;
  }

  private static double[][] minus(double[][] a, double[][] b) {
    double[][] difference = new double[a.length][];
    for (int p = 0; p < a.length; p++) {
      difference[p] = a[p].clone();
      for (int d = 0; d < difference[p].length; d++) difference[p][d] -= b[p][d];
    }
    return difference;
  }

  /** The stream after a time. */
  private double[][] after(int time) {
    for (int l = 0; l < weights.layers().size(); l++) {
      if (2 * l > time) return formulas.stream(Component.head(l, 0), example);
      if (2 * l + 1 > time) return formulas.stream(Component.mlp(l), example);
    }
    return formulas.stream(new Component(Kind.LOGITS, -1, -1), example);
  }
}

package orrery.discovery;

import java.util.ArrayList;
import java.util.List;
import orrery.intervention.Experiment;
import orrery.model.Head;
import orrery.model.Layer;
import orrery.model.Mlp;
import orrery.model.Normalization;
import orrery.model.Weights;

/**
 * What every step of one example's clean run computes: the totals that a contextual decomposition
 * takes apart.
 */
final class CleanTotals {
  /** A head: its attention, and with it the values without and with their bias. */
  record OfHead(double[][] pattern, double[][] bareValues, double[][] z) {}

  /**
   * A layer.
   *
   * @param before the stream that its heads read
   * @param middle the stream that its MLP reads
   * @param heads one each
   * @param bareAttention what all heads write, without bO
   * @param barePre what the MLP's units get, without their biases
   * @param pre the same with them
   * @param bareOut what the MLP writes, without bOut
   */
  record OfLayer(
      double[][] before,
      double[][] middle,
      List<OfHead> heads,
      double[][] bareAttention,
      double[][] barePre,
      double[][] pre,
      double[][] bareOut) {}

  private final Weights weights;
  private final List<OfLayer> layers = new ArrayList<>();
  private final double[][] last;
  private final double[][] bareLogits;

  CleanTotals(Experiment experiment, Residual residual, int example) {
    this.weights = experiment.weights();
    for (int l = 0; l < weights.layers().size(); l++) {
      layers.add(layer(experiment, residual, l, example));
    }
    this.last = residual.before(Long.MAX_VALUE);
    this.bareLogits = Rows.times(normalised(last), weights.wU());
  }

  private OfLayer layer(Experiment experiment, Residual residual, int l, int example) {
    Layer layer = weights.layers().get(l);
    double[][] before = residual.before(2L * l);
    double[][] middle = residual.before(2L * l + 1);
    double[][] read = normalised(before);
    List<OfHead> heads = new ArrayList<>();
    double[][] bareAttention = new double[before.length][weights.config().dModel()];
    for (int h = 0; h < layer.heads().size(); h++) {
      Head head = layer.heads().get(h);
      double[][] pattern = experiment.pattern(l, h, example);
      double[][] bareValues = Rows.times(read, head.wV());
      double[][] z = Rows.times(pattern, Rows.plusEveryRow(bareValues, head.bV()));
      heads.add(new OfHead(pattern, bareValues, z));
      bareAttention = Rows.plus(bareAttention, Rows.times(z, head.wO()));
    }
    Mlp mlp = layer.mlp().orElseGet(() -> Mlp.zero(weights.config().dModel(), 0));
    double[][] barePre = Rows.times(normalised(middle), mlp.wIn());
    double[][] pre = Rows.plusEveryRow(barePre, mlp.bIn());
    double[][] post = Rows.copy(pre);
    for (double[] row : post) {
      for (int d = 0; d < row.length; d++) row[d] = weights.config().activation().apply(row[d]);
    }
    double[][] bareOut = Rows.times(post, mlp.wOut());
    return new OfLayer(before, middle, heads, bareAttention, barePre, pre, bareOut);
  }

  OfLayer layer(int index) {
    return layers.get(index);
  }

  /** The stream before a layer's heads, or before the logits. */
  double[][] before(int layer) {
    return layer < layers.size() ? layers.get(layer).before : last;
  }

  double[][] bareLogits() {
    return bareLogits;
  }

  double[][] logits() {
    return Rows.plusEveryRow(bareLogits, weights.bU());
  }

  private double[][] normalised(double[][] stream) {
    double[][] normal = new double[stream.length][];
    for (int p = 0; p < normal.length; p++) {
      normal[p] = weights.config().normalization().apply(stream[p]);
    }
    return normal;
  }

  /** A part of a stream as a reader gets it: its own mean removed, over the whole's scale. */
  double[][] normalised(double[][] part, double[][] whole) {
    Normalization rule = weights.config().normalization();
    if (rule == Normalization.NONE) return part;
    double[][] normal = Rows.copy(part);
    for (int p = 0; p < normal.length; p++) {
      double center = rule == Normalization.LAYER_NORM ? mean(whole[p]) : 0;
      double squares = 0;
      for (double v : whole[p]) squares += (v - center) * (v - center);
      double scale = Math.sqrt(squares / whole[p].length + Normalization.EPSILON);
      double own = rule == Normalization.LAYER_NORM ? mean(part[p]) : 0;
      for (int d = 0; d < normal[p].length; d++) normal[p][d] = (normal[p][d] - own) / scale;
    }
    return normal;
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double v : values) sum += v;
    return sum / values.length;
  }
}

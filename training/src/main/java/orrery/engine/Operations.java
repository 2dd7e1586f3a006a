package orrery.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import orrery.intervention.Backward;
import orrery.model.Normalization;

/**
 * The non-linear steps of a transformer. Forwards they are exact; where rules bend a gradient, the
 * value is cut off from it and zero is added that has the wanted gradient.
 */
final class Operations {
  private static final double UNSEEN = -1e30; // its exponential is exactly 0 beside any score

  private final TorchModel model;
  private final Step step;
  private final Backward rules;
  private final NDArray unseen; // [query, key] what is added to scores

  Operations(TorchModel model, Step step, int positions, Backward rules) {
    this.model = model;
    this.step = step;
    this.rules = rules;
    double[] bias = new double[positions * positions];
    for (int query = 0; query < positions; query++) {
      for (int key = query + 1; key < positions && model.causal(); key++) {
        bias[query * positions + key] = UNSEEN;
      }
    }
    this.unseen = step.array(bias, positions, positions);
  }

  /** What readers see of their inputs, the last axis being dModel. */
  NDArray normal(NDArray x) {
    Normalization normalization = model.config.normalization();
    if (normalization == Normalization.NONE) return x;
    int[] last = {x.getShape().dimension() - 1};
    NDArray centred = normalization == Normalization.RMS ? x : x.sub(x.mean(last, true));
    NDArray scale = centred.square().mean(last, true).add(Normalization.EPSILON).sqrt();
    return centred.div(rules.frozenNormalization() ? scale.stopGradient() : scale);
  }

  /**
   * Attention, {@code [..., query, key]}.
   *
   * @param q {@code [..., position, dHead]}
   * @param k the same
   */
  NDArray pattern(NDArray q, NDArray k) {
    int axes = k.getShape().dimension();
    int[] swapped = new int[axes];
    for (int i = 0; i < axes; i++) swapped[i] = i;
    swapped[axes - 1] = axes - 2;
    swapped[axes - 2] = axes - 1;
    NDArray scores =
        times(q.matMul(k.transpose(swapped)), 1 / model.config.attnScale()).add(unseen);
    NDArray pattern = scores.softmax(axes - 1);
    if (rules.frozenPattern()) return slopesTimes(pattern, 0);
    if (rules.temperature() == 1) return pattern;
    double warmth = rules.temperature();
    NDArray flat = times(times(scores, 1 / warmth).softmax(axes - 1), warmth);
    return pattern.stopGradient().add(flat.sub(flat.stopGradient()));
  }

  /** The units of an MLP after its non-linearity. */
  NDArray activated(NDArray pre) {
    NDArray post =
        switch (model.config.activation()) {
          case RELU -> Activation.relu(pre);
          case GELU -> gelu(pre);
        };
    if (!rules.ratioActivation()) return post;
    NDArray x = pre.stopGradient();
    NDArray at0 = times(x, 0).add(model.config.activation().slope(0));
    NDArray zero = x.eq(0);
    NDArray nonZero = x.add(zero.toType(x.getDataType(), false));
    NDArray ratio = NDArrays.where(zero, at0, post.stopGradient().div(nonZero));
    return post.stopGradient().add(pre.sub(x).mul(ratio));
  }

  private NDArray gelu(NDArray x) {
    NDArray cubic = times(times(x.mul(x).mul(x), 0.044715).add(x), Math.sqrt(2 / Math.PI));
    return times(x, 0.5).mul(cubic.tanh().add(1));
  }

  /**
   * x times a number of this work. Never {@code x.mul(number)}: derivatives remember the number,
   * and DJL keeps it in a buffer that the next garbage collection takes away.
   */
  private NDArray times(NDArray x, double number) {
    return x.mul(step.array(new double[] {number}, 1));
  }

  /** The same values with other gradients. */
  NDArray slopesTimes(NDArray x, double factor) {
    if (factor == 1) return x;
    NDArray value = x.stopGradient();
    return value.add(times(x.sub(value), factor));
  }

  /** Queries or keys with the gradients that rules want. */
  NDArray queryOrKey(NDArray x) {
    return slopesTimes(x, rules.queryKeyScale());
  }

  /** Values with the gradients that rules want. */
  NDArray value(NDArray x) {
    return slopesTimes(x, rules.valueScale());
  }

  /** What a layer writes, with the gradients that rules want. */
  NDArray written(NDArray outputs, int layer) {
    boolean dropped = rules.droppedLayer().isPresent() && rules.droppedLayer().getAsInt() == layer;
    return dropped ? slopesTimes(outputs, 0) : outputs;
  }

  /** What every head writes, {@code [head, row, position, dModel]}, of its pattern and values. */
  static NDArray heads(NDArray pattern, NDArray v, TorchLayer.Heads heads) {
    Shape shape = v.getShape();
    long rows = shape.get(1);
    long positions = shape.get(2);
    return pattern
        .matMul(v)
        .reshape(heads.count(), rows * positions, -1)
        .batchMatMul(heads.out())
        .reshape(heads.count(), rows, positions, -1);
  }

  /** What an MLP writes, {@code [row, position, dModel]}. */
  NDArray mlp(NDArray x, TorchLayer.Units units) {
    NDArray post = activated(Maps.affine(x, units.wIn(), units.bIn()));
    return Maps.affine(post, units.wOut(), units.bOut());
  }
}

package orrery.intervention;

import java.util.Arrays;
import orrery.lanes.Arithmetic;
import orrery.lanes.SparseWeights;
import orrery.model.Affine;
import orrery.model.Matrix;

/**
 * An {@link Affine} map of lanes, {@code [from, lane]} to {@code [to, lane]}; where most weights
 * are zero, zeros cost nothing.
 */
final class LinearMap {
  private static final Arithmetic ARITHMETIC = Arithmetic.best();

  /** From this share of non-zeros, the loops over all weights are faster. */
  private static final double DENSE = 0.25;

  private final double[][] dense; // [to][from], or nothing
  private final SparseWeights sparse;
  private final double[] bias; // [to]
  private final boolean biased;

  private LinearMap(double[][] weights, double[] bias) {
    this.sparse = SparseWeights.of(weights);
    double size = weights.length == 0 ? 0 : (double) weights.length * weights[0].length;
    this.dense = sparse.nonZeros() >= DENSE * size ? weights : new double[0][];
    this.bias = bias;
    this.biased = Arrays.stream(bias).anyMatch(b -> b != 0);
  }

  static LinearMap of(Affine map) {
    return of(map.w(), map.b().toArray());
  }

  /** The map x ↦ x w. */
  static LinearMap of(Matrix w) {
    return of(w, new double[w.columns()]);
  }

  private static LinearMap of(Matrix w, double[] bias) {
    Matrix byOutput = w.transpose();
    double[][] weights = new double[w.columns()][];
    for (int o = 0; o < weights.length; o++) weights[o] = byOutput.rowToArray(o);
    return new LinearMap(weights, bias);
  }

  /** How many values come out. */
  int outputs() {
    return bias.length;
  }

  /** out = w x + b. */
  void apply(double[][] x, double[][] out, int lanes) {
    apply(x, 0, out, 0, lanes);
  }

  /** out[outFrom..] = w x[xFrom..] + b. */
  void apply(double[][] x, int xFrom, double[][] out, int outFrom, int lanes) {
    for (int o = 0; biased && o < bias.length; o++) {
      Arrays.fill(out[o], outFrom, outFrom + lanes, bias[o]);
    }
    multiply(x, xFrom, out, outFrom, lanes, biased);
  }

  /** out[outFrom..] += w x[xFrom..] + b. */
  void add(double[][] x, int xFrom, double[][] out, int outFrom, int lanes) {
    for (int o = 0; biased && o < bias.length; o++) {
      for (int i = outFrom; i < outFrom + lanes; i++) out[o][i] += bias[o];
    }
    multiply(x, xFrom, out, outFrom, lanes, true);
  }

  /** out = w x. */
  void applyLinear(double[][] x, double[][] out, int lanes) {
    multiply(x, 0, out, 0, lanes, false);
  }

  /** out[outFrom..] = w x[xFrom..]. */
  void applyLinear(double[][] x, int xFrom, double[][] out, int outFrom, int lanes) {
    multiply(x, xFrom, out, outFrom, lanes, false);
  }

  /** out[outFrom..] += w x[xFrom..]. */
  void addLinear(double[][] x, int xFrom, double[][] out, int outFrom, int lanes) {
    multiply(x, xFrom, out, outFrom, lanes, true);
  }

  private void multiply(
      double[][] x, int xFrom, double[][] out, int outFrom, int lanes, boolean accumulate) {
    if (dense.length > 0) {
      ARITHMETIC.multiply(dense, x, xFrom, out, outFrom, lanes, accumulate);
    } else {
      ARITHMETIC.multiply(sparse, x, xFrom, out, outFrom, lanes, accumulate);
    }
  }
}

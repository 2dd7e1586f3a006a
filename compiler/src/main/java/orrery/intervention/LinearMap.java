package orrery.intervention;

import java.util.Arrays;
import orrery.model.Affine;
import orrery.model.Matrix;

/**
 * An {@link Affine} map of lanes, {@code [from, lane]} to {@code [to, lane]}; zeros cost nothing.
 */
final class LinearMap {
  private final int[][] from; // [to] the inputs that matter, ascending
  private final double[][] weight; // [to] their weights
  private final double[] bias; // [to]

  private LinearMap(int[][] from, double[][] weight, double[] bias) {
    this.from = from;
    this.weight = weight;
    this.bias = bias;
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
    int[][] from = new int[w.columns()][];
    double[][] weight = new double[w.columns()][];
    for (int o = 0; o < from.length; o++) {
      double[] row = byOutput.rowToArray(o);
      int[] inputs = new int[row.length];
      double[] weights = new double[row.length];
      int n = 0;
      for (int i = 0; i < row.length; i++) {
        if (row[i] != 0) {
          inputs[n] = i;
          weights[n++] = row[i];
        }
      }
      from[o] = Arrays.copyOf(inputs, n);
      weight[o] = Arrays.copyOf(weights, n);
    }
    return new LinearMap(from, weight, bias);
  }

  /** How many values come out. */
  int outputs() {
    return from.length;
  }

  /** out = w x + b. */
  void apply(double[][] x, double[][] out, int lanes) {
    for (int o = 0; o < from.length; o++) {
      Arrays.fill(out[o], 0, lanes, bias[o]);
      addInto(o, x, out[o], lanes);
    }
  }

  /** out = w x. */
  void applyLinear(double[][] x, double[][] out, int lanes) {
    for (int o = 0; o < from.length; o++) {
      Arrays.fill(out[o], 0, lanes, 0);
      addInto(o, x, out[o], lanes);
    }
  }

  /** out += w x. */
  void addLinear(double[][] x, double[][] out, int lanes) {
    for (int o = 0; o < from.length; o++) addInto(o, x, out[o], lanes);
  }

  private void addInto(int o, double[][] x, double[] sum, int lanes) {
    int[] inputs = from[o];
    double[] w = weight[o];
    int i = 0;
    for (; i + 4 <= inputs.length; i += 4) {
      double w0 = w[i];
      double w1 = w[i + 1];
      double w2 = w[i + 2];
      double w3 = w[i + 3];
      double[] x0 = x[inputs[i]];
      double[] x1 = x[inputs[i + 1]];
      double[] x2 = x[inputs[i + 2]];
      double[] x3 = x[inputs[i + 3]];
      for (int lane = 0; lane < lanes; lane++) {
        sum[lane] = sum[lane] + w0 * x0[lane] + w1 * x1[lane] + w2 * x2[lane] + w3 * x3[lane];
      }
    }
    for (; i < inputs.length; i++) LaneMath.addScaled(sum, 0, w[i], x[inputs[i]], 0, lanes);
  }
}

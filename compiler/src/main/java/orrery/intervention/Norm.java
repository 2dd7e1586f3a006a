package orrery.intervention;

import orrery.model.Normalization;

/** A normalisation of lanes, forwards and backwards; {@code [dModel, lane]} in and out. */
final class Norm {
  private final Normalization kind;

  Norm(Normalization kind) {
    this.kind = kind;
  }

  boolean isNone() {
    return kind == Normalization.NONE;
  }

  /** out = normalised x; returns x itself where there is nothing to do. */
  double[][] apply(double[][] x, double[][] out, int lanes) {
    return apply(x, out, 0, lanes);
  }

  /** The same at some lanes only. */
  double[][] apply(double[][] x, double[][] out, int from, int lanes) {
    if (isNone()) return x;
    double[] mean = mean(x, from, lanes);
    double[] scale = scale(x, mean, from, lanes);
    for (int d = 0; d < x.length; d++) {
      for (int i = 0; i < lanes; i++) out[d][from + i] = (x[d][from + i] - mean[i]) / scale[i];
    }
    return out;
  }

  /**
   * g becomes the gradient at x from the gradient at the normalised x.
   *
   * @param frozen whether the scale counts as a constant
   */
  void back(double[][] x, double[][] g, boolean frozen, int lanes) {
    if (isNone()) return;
    double[] mean = mean(x, 0, lanes);
    double[] scale = scale(x, mean, 0, lanes);
    double[] average = mean(g, 0, lanes);
    double[] along = new double[lanes];
    if (!frozen) {
      for (int d = 0; d < x.length; d++) {
        for (int i = 0; i < lanes; i++) along[i] += g[d][i] * (x[d][i] - mean[i]) / scale[i];
      }
    }
    for (int d = 0; d < x.length; d++) {
      for (int i = 0; i < lanes; i++) {
        double normal = (x[d][i] - mean[i]) / scale[i];
        g[d][i] = (g[d][i] - average[i] - normal * along[i] / x.length) / scale[i];
      }
    }
  }

  private double[] mean(double[][] x, int from, int lanes) {
    double[] mean = new double[lanes];
    if (kind != Normalization.LAYER_NORM) return mean;
    for (double[] values : x) LaneMath.add(mean, 0, values, from, lanes);
    for (int i = 0; i < lanes; i++) mean[i] /= x.length;
    return mean;
  }

  private static double[] scale(double[][] x, double[] mean, int from, int lanes) {
    double[] scale = new double[lanes];
    for (double[] values : x) {
      for (int i = 0; i < lanes; i++) {
        double off = values[from + i] - mean[i];
        scale[i] += off * off;
      }
    }
    for (int i = 0; i < lanes; i++) {
      scale[i] = Math.sqrt(scale[i] / x.length + Normalization.EPSILON);
    }
    return scale;
  }
}

package orrery.layout;

import java.util.Optional;

/** Affine functions of one coordinate. */
final class Affine {
  private static final double RELATIVE = 1e-12;

  private Affine() {}

  /** {@code [a, b]} with a·x + b = y at every point, within 1e-12 of the largest |y|, if any. */
  static Optional<double[]> through(double[] x, double[] y) {
    int low = 0;
    int high = 0;
    double size = 0;
    for (int i = 0; i < x.length; i++) {
      if (x[i] < x[low]) low = i;
      if (x[i] > x[high]) high = i;
      size = Math.max(size, Math.abs(y[i]));
    }
    double slope = x.length == 0 || x[low] == x[high] ? 0 : (y[high] - y[low]) / (x[high] - x[low]);
    double constant = x.length == 0 ? 0 : y[low] - slope * x[low];
    for (int i = 0; i < x.length; i++) {
      if (Math.abs(slope * x[i] + constant - y[i]) > RELATIVE * Math.max(size, 1)) {
        return Optional.empty();
      }
    }
    return Optional.of(new double[] {slope, constant});
  }
}

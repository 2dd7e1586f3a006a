package orrery.discovery;

/** Means over examples, summed in their order. */
final class Means {
  private Means() {}

  /** The mean of each row. */
  static double[] of(double[][] rows) {
    double[] means = new double[rows.length];
    for (int i = 0; i < means.length; i++) means[i] = of(rows[i]);
    return means;
  }

  static double of(double[] row) {
    double sum = 0;
    for (double v : row) sum += v;
    return sum / row.length;
  }
}

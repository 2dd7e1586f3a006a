package orrery.discovery;

import orrery.model.Matrix;
import orrery.model.Vector;

/** Arithmetic on {@code [position][dimension]} arrays; every result is a fresh array. */
final class Rows {
  private Rows() {}

  static double[][] times(double[][] rows, Matrix matrix) {
    double[][] product = new double[rows.length][matrix.columns()];
    for (int p = 0; p < rows.length; p++) {
      for (int k = 0; k < rows[p].length; k++) {
        if (rows[p][k] != 0) matrix.addScaledRow(k, rows[p][k], product[p]);
      }
    }
    return product;
  }

  /** The same with an array on the left, {@code [query][key] · [key][dimension]}. */
  static double[][] times(double[][] left, double[][] right) {
    double[][] product = new double[left.length][right.length == 0 ? 0 : right[0].length];
    for (int q = 0; q < left.length; q++) {
      for (int k = 0; k < right.length; k++) {
        if (left[q][k] == 0) continue;
        for (int d = 0; d < right[k].length; d++) product[q][d] += left[q][k] * right[k][d];
      }
    }
    return product;
  }

  /** {@code left · rightᵀ}. */
  static double[][] timesTransposed(double[][] left, double[][] right) {
    double[][] product = new double[left.length][right.length];
    for (int q = 0; q < left.length; q++) {
      for (int k = 0; k < right.length; k++) product[q][k] = dot(left[q], right[k]);
    }
    return product;
  }

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) sum += a[i] * b[i];
    return sum;
  }

  static double[][] plus(double[][] a, double[][] b) {
    double[][] sum = copy(a);
    for (int p = 0; p < sum.length; p++) add(sum[p], b[p], 1);
    return sum;
  }

  static double[][] minus(double[][] a, double[][] b) {
    double[][] difference = copy(a);
    for (int p = 0; p < difference.length; p++) add(difference[p], b[p], -1);
    return difference;
  }

  static double[][] plusEveryRow(double[][] rows, Vector bias) {
    double[][] sum = copy(rows);
    for (double[] row : sum) for (int d = 0; d < row.length; d++) row[d] += bias.get(d);
    return sum;
  }

  static void add(double[] sum, double[] more, double factor) {
    for (int d = 0; d < sum.length; d++) sum[d] += factor * more[d];
  }

  static double[][] copy(double[][] rows) {
    double[][] copy = new double[rows.length][];
    for (int p = 0; p < rows.length; p++) copy[p] = rows[p].clone();
    return copy;
  }
}

package orrery.engine;

import orrery.model.Matrix;
import orrery.model.Vector;

/** Numbers with a shape, on their way out of the Java heap. */
record Rows(double[] values, long... shape) {
  static Rows of(Matrix matrix) {
    double[] values = new double[matrix.rows() * matrix.columns()];
    matrix.forEach((row, column, v) -> values[row * matrix.columns() + column] = v);
    return new Rows(values, matrix.rows(), matrix.columns());
  }

  static Rows of(Vector vector) {
    return new Rows(vector.toArray(), vector.size());
  }
}

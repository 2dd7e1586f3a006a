package orrery.model;

import java.util.Arrays;

/** Equality of matrices by what they hold, whatever their form. */
final class Contents {
  /** A matrix up to this many entries is printed in full. */
  private static final int PRINTED = 64;

  private Contents() {}

  static boolean equal(Matrix a, Matrix b) {
    if (a == b) {
      return true;
    }
    if (a.rows() != b.rows() || a.columns() != b.columns() || a.nonZeros() != b.nonZeros()) {
      return false;
    }
    boolean[] equal = {true};
    a.forEach(
        (row, column, value) ->
            equal[0] &=
                Double.doubleToLongBits(value) == Double.doubleToLongBits(b.get(row, column)));
    return equal[0]; // as many non-zeros, and each of a's in its place in b
  }

  static int hash(Matrix matrix) {
    int[] hash = {31 * matrix.rows() + matrix.columns()};
    matrix.forEach(
        (row, column, value) ->
            hash[0] = 31 * (31 * (31 * hash[0] + row) + column) + Double.hashCode(value));
    return hash[0];
  }

  static String describe(Matrix matrix) {
    if ((long) matrix.rows() * matrix.columns() > PRINTED) {
      return "Matrix%s with %d non-zeros".formatted(Shapes.of(matrix), matrix.nonZeros());
    }
    StringBuilder text = new StringBuilder("Matrix").append(Shapes.of(matrix));
    for (int r = 0; r < matrix.rows(); r++) {
      text.append(' ').append(Arrays.toString(matrix.rowToArray(r)));
    }
    return text.toString();
  }
}

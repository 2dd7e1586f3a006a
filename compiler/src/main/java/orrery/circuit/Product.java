package orrery.circuit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import orrery.model.Matrix;
import orrery.model.MatrixBuilder;

/**
 * Products of writing matrices with one reading matrix, as far as they are certainly not zero.
 *
 * <p>An entry Σ w_d r_d counts if it exceeds {@code tolerance · Σ |w_d r_d|}: in the compiled basis
 * nothing cancels but equals, and after a rotation what should be zero is at most the rounding of
 * the terms.
 */
final class Product {
  /** float64 weights, rotated: a relative error of 2⁻⁵³ a term and a width of thousands. */
  static final double FLOAT64 = 1e-11;

  /** float32 weights: each factor is off by up to 2⁻²⁴ of itself, so a term by 2⁻²³. */
  static final double FLOAT32 = 0x1p-22;

  private final Matrix reader;
  private final Matrix sizes;
  private final BitSet read = new BitSet(); // dimensions
  private final double tolerance;
  private final double[] sum;
  private final double[] size;

  /** Products with this reading matrix, {@code [dModel, columns]}. */
  Product(Matrix reader, double tolerance) {
    this.reader = reader;
    this.tolerance = tolerance;
    MatrixBuilder absolute = Matrix.builder(reader.rows(), reader.columns());
    reader.forEach(
        (row, column, value) -> {
          absolute.set(row, column, Math.abs(value));
          read.set(row);
        });
    this.sizes = absolute.build();
    this.sum = new double[reader.columns()];
    this.size = new double[reader.columns()];
  }

  /** The dimensions that are read. */
  BitSet read() {
    return (BitSet) read.clone();
  }

  /** Whether any entry of the product with this writing matrix is not zero. */
  boolean isNonZero(Matrix writer) {
    for (int row = 0; row < writer.rows(); row++) {
      if (isNonZero(writer, row)) return true;
    }
    return false;
  }

  /** The rows of the writing matrix with an entry that is not zero. */
  List<Integer> rows(Matrix writer) {
    List<Integer> rows = new ArrayList<>();
    for (int row = 0; row < writer.rows(); row++) {
      if (isNonZero(writer, row)) rows.add(row);
    }
    return rows;
  }

  /** One row: none of its dimensions is read, just one is, or the sums must be looked at. */
  private boolean isNonZero(Matrix writer, int row) {
    int[] shared = {0};
    writer.forEachInRow(row, (d, value) -> shared[0] += read.get(d) ? 1 : 0);
    if (shared[0] < 2) return shared[0] == 1;
    Arrays.fill(sum, 0);
    Arrays.fill(size, 0);
    writer.forEachInRow(
        row,
        (d, value) -> {
          if (!read.get(d)) return;
          reader.addScaledRow(d, value, sum);
          sizes.addScaledRow(d, Math.abs(value), size);
        });
    for (int c = 0; c < sum.length; c++) {
      if (Math.abs(sum[c]) > tolerance * size[c]) return true;
    }
    return false;
  }
}

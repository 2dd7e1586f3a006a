package orrery.model;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * An immutable matrix of doubles, {@code [row, column]}, stored sparse or dense by whichever is
 * smaller.
 *
 * <p>The form is no part of the meaning: two matrices are equal if their entries are, and {@code
 * -0.0} counts as zero. Compiled weights have one to three entries in a hundred that are not zero,
 * so everything but {@link #map} costs time in the non-zeros (a product also scans one row of the
 * result per row).
 */
public sealed interface Matrix permits SparseMatrix, DenseMatrix {

  /** What is done with one non-zero of a known row. */
  @FunctionalInterface
  interface RowVisitor {
    void entry(int column, double value);
  }

  /** What is done with one non-zero. */
  @FunctionalInterface
  interface Visitor {
    void entry(int row, int column, double value);
  }

  int rows();

  int columns();

  /** The entry at one place; IllegalArgumentException outside the matrix. */
  double get(int row, int column);

  /** How many entries are not zero. */
  long nonZeros();

  /** Visits the non-zeros of one row, in ascending order of columns. */
  void forEachInRow(int row, RowVisitor visitor);

  /** Adds {@code factor} times one row to {@code sum}, which has one place a column. */
  void addScaledRow(int row, double factor, double[] sum);

  /** One row in full, {@code [column]}; a fresh array. */
  default double[] rowToArray(int row) {
    double[] values = new double[columns()];
    forEachInRow(row, (column, value) -> values[column] = value);
    return values;
  }

  /** A matrix of zeros. */
  static Matrix zero(int rows, int columns) {
    return builder(rows, columns).build();
  }

  /** The matrix with these rows, copied; IllegalArgumentException if they differ in length. */
  static Matrix of(double[][] rows) {
    int columns = rows.length == 0 ? 0 : rows[0].length;
    MatrixBuilder builder = builder(rows.length, columns);
    for (int r = 0; r < rows.length; r++) {
      if (rows[r].length != columns) {
        throw new IllegalArgumentException(
            "row %d has %d columns, row 0 has %d".formatted(r, rows[r].length, columns));
      }
      builder.row(r, rows[r]);
    }
    return builder.build();
  }

  static Matrix identity(int size) {
    MatrixBuilder builder = builder(size, size);
    for (int i = 0; i < size; i++) {
      builder.set(i, i, 1);
    }
    return builder.build();
  }

  /** An empty builder; its cost is linear in the entries written. */
  static MatrixBuilder builder(int rows, int columns) {
    return new MatrixBuilder(rows, columns);
  }

  /** Visits every non-zero, row by row and in ascending order of columns. */
  default void forEach(Visitor visitor) {
    for (int r = 0; r < rows(); r++) {
      int row = r;
      forEachInRow(row, (column, value) -> visitor.entry(row, column, value));
    }
  }

  /**
   * This matrix times another, {@code [n, k] · [k, m]}; IllegalArgumentException if the inner sizes
   * differ.
   */
  default Matrix times(Matrix other) {
    Shapes.require(columns() == other.rows(), "%s · %s", this, other);
    MatrixBuilder product = builder(rows(), other.columns());
    double[] sum = new double[other.columns()];
    for (int r = 0; r < rows(); r++) {
      Arrays.fill(sum, 0);
      forEachInRow(r, (k, value) -> other.addScaledRow(k, value, sum));
      product.row(r, sum);
    }
    return product.build();
  }

  /** The sum of two matrices of one shape. */
  default Matrix plus(Matrix other) {
    Shapes.require(rows() == other.rows() && columns() == other.columns(), "%s + %s", this, other);
    MatrixBuilder sum = builder(rows(), columns());
    forEach(sum::add);
    other.forEach(sum::add);
    return sum.build();
  }

  /** Adds one vector to every row. */
  default Matrix plusEveryRow(Vector row) {
    Shapes.require(columns() == row.size(), "%s + %s in every row", this, row);
    MatrixBuilder sum = builder(rows(), columns());
    for (int r = 0; r < rows(); r++) {
      double[] values = row.toArray();
      addScaledRow(r, 1, values);
      sum.row(r, values);
    }
    return sum.build();
  }

  /** Applies a function to every entry, zeros included. */
  default Matrix map(DoubleUnaryOperator function) {
    MatrixBuilder mapped = builder(rows(), columns());
    for (int r = 0; r < rows(); r++) {
      mapped.row(r, Arrays.stream(rowToArray(r)).map(function).toArray());
    }
    return mapped.build();
  }

  default Matrix transpose() {
    MatrixBuilder transposed = builder(columns(), rows());
    forEach((row, column, value) -> transposed.set(column, row, value));
    return transposed.build();
  }

  /** Rows {@code from} (inclusive) to {@code to} (exclusive). */
  default Matrix rowsBetween(int from, int to) {
    Shapes.require(0 <= from && from <= to && to <= rows(), "rows %s to %s of %s", from, to, this);
    MatrixBuilder slice = builder(to - from, columns());
    for (int r = from; r < to; r++) {
      int row = r - from;
      forEachInRow(r, (column, value) -> slice.set(row, column, value));
    }
    return slice.build();
  }

  /**
   * The matrix whose row {@code i} is this one's row {@code order[i]}; rows may be left out or
   * taken twice.
   */
  default Matrix rowsAt(int... order) {
    MatrixBuilder chosen = builder(order.length, columns());
    for (int r = 0; r < order.length; r++) {
      int row = r;
      forEachInRow(order[r], (column, value) -> chosen.set(row, column, value));
    }
    return chosen.build();
  }

  /** Cut or padded with zeros to another shape, the upper left corner kept. */
  default Matrix resized(int rows, int columns) {
    MatrixBuilder resized = builder(rows, columns);
    for (int r = 0; r < Math.min(rows, rows()); r++) {
      int row = r;
      forEachInRow(
          r,
          (column, value) -> {
            if (column < columns) {
              resized.set(row, column, value);
            }
          });
    }
    return resized.build();
  }

  /** The other matrix's rows below this one's. */
  default Matrix above(Matrix other) {
    Shapes.require(columns() == other.columns(), "%s above %s", this, other);
    MatrixBuilder stacked = builder(Math.addExact(rows(), other.rows()), columns());
    forEach(stacked::set);
    other.forEach((row, column, value) -> stacked.set(rows() + row, column, value));
    return stacked.build();
  }

  /** The other matrix's columns to the right of this one's. */
  default Matrix beside(Matrix other) {
    Shapes.require(rows() == other.rows(), "%s beside %s", this, other);
    MatrixBuilder wide = builder(rows(), Math.addExact(columns(), other.columns()));
    forEach(wide::set);
    other.forEach((row, column, value) -> wide.set(row, columns() + column, value));
    return wide.build();
  }

  /**
   * Every entry rounded to the nearest float; IllegalArgumentException if one has no finite float.
   */
  default Matrix toFloat32() {
    MatrixBuilder rounded = builder(rows(), columns());
    forEach((row, column, value) -> rounded.set(row, column, Shapes.toFloat32(value)));
    return rounded.build();
  }
}

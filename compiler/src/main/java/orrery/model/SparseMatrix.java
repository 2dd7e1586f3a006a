package orrery.model;

import java.util.Arrays;

/**
 * Compressed sparse rows: the non-zeros of row r are entries {@code start[r]} to {@code start[r +
 * 1]}.
 */
final class SparseMatrix implements Matrix {
  private final int columns;
  private final int[] start; // [row + 1]
  private final int[] column; // [entry], ascending within a row
  private final double[] value; // [entry]

  SparseMatrix(int columns, int[] start, int[] column, double[] value) {
    this.columns = columns;
    this.start = start;
    this.column = column;
    this.value = value;
  }

  @Override
  public int rows() {
    return start.length - 1;
  }

  @Override
  public int columns() {
    return columns;
  }

  @Override
  public double get(int row, int at) {
    Shapes.requireInside(row, at, this);
    int found = Arrays.binarySearch(column, start[row], start[row + 1], at);
    return found < 0 ? 0 : value[found];
  }

  @Override
  public long nonZeros() {
    return value.length;
  }

  @Override
  public void forEachInRow(int row, RowVisitor visitor) {
    for (int i = start[row]; i < start[row + 1]; i++) {
      visitor.entry(column[i], value[i]);
    }
  }

  @Override
  public void addScaledRow(int row, double factor, double[] sum) {
    for (int i = start[row]; i < start[row + 1]; i++) {
      sum[column[i]] += factor * value[i];
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Matrix matrix && Contents.equal(this, matrix);
  }

  @Override
  public int hashCode() {
    return Contents.hash(this);
  }

  @Override
  public String toString() {
    return Contents.describe(this);
  }
}

package orrery.model;

/** One array a row. */
final class DenseMatrix implements Matrix {
  private final int columns;
  private final double[][] values; // [row, column]

  /** Takes the arrays over: the builder makes them and forgets them. */
  DenseMatrix(int columns, double[][] values) {
    this.columns = columns;
    this.values = values;
  }

  @Override
  public int rows() {
    return values.length;
  }

  @Override
  public int columns() {
    return columns;
  }

  @Override
  public double get(int row, int column) {
    Shapes.requireInside(row, column, this);
    return values[row][column];
  }

  @Override
  public long nonZeros() {
    long count = 0;
    for (double[] row : values) {
      for (double value : row) {
        if (value != 0) {
          count++;
        }
      }
    }
    return count;
  }

  @Override
  public void forEachInRow(int row, RowVisitor visitor) {
    double[] from = values[row];
    for (int c = 0; c < columns; c++) {
      if (from[c] != 0) {
        visitor.entry(c, from[c]);
      }
    }
  }

  @Override
  public void addScaledRow(int row, double factor, double[] sum) {
    double[] from = values[row];
    for (int c = 0; c < columns; c++) {
      sum[c] += factor * from[c];
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

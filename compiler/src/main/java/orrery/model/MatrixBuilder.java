package orrery.model;

import java.util.Arrays;

/**
 * Writes a {@link Matrix} entry by entry, in any order; time and memory are linear in the entries
 * written.
 *
 * <p>Entries are logged as they come and sorted once, by a counting sort over the rows and a sort
 * of the columns within a row that arrived out of order. A builder makes one matrix.
 */
public final class MatrixBuilder {
  /** More than half full and a dense matrix is smaller: 8 bytes a place against 12 a non-zero. */
  private static final int DENSE_FROM = 2;

  private final int rows;
  private final int columns;
  private final int[] inRow;
  private int size;
  private int[] row = new int[16];
  private int[] column = new int[16];
  private double[] value = new double[16];
  private final java.util.BitSet added = new java.util.BitSet();

  MatrixBuilder(int rows, int columns) {
    Shapes.require(rows >= 0 && columns >= 0, "a matrix cannot be [%s, %s]", rows, columns);
    this.rows = rows;
    this.columns = columns;
    this.inRow = new int[rows + 1];
  }

  /** Puts a value at a place, over whatever was written there before. */
  public MatrixBuilder set(int atRow, int atColumn, double newValue) {
    log(atRow, atColumn, newValue);
    return this;
  }

  /** Adds a value to what was written at a place before, zero at first. */
  public MatrixBuilder add(int atRow, int atColumn, double summand) {
    added.set(size);
    log(atRow, atColumn, summand);
    return this;
  }

  /** Sets the non-zero entries of a row; the others keep what was written before. */
  public MatrixBuilder row(int atRow, double... values) {
    Shapes.require(values.length == columns, "%s values for %s columns", values.length, columns);
    for (int c = 0; c < values.length; c++) {
      if (values[c] != 0) {
        log(atRow, c, values[c]);
      }
    }
    return this;
  }

  private void log(int atRow, int atColumn, double logged) {
    if (atRow < 0 || atRow >= rows || atColumn < 0 || atColumn >= columns) {
      throw Shapes.outside(atRow, atColumn, rows, columns);
    }
    if (size == value.length) {
      int larger = (int) Math.min(Integer.MAX_VALUE - 8L, size * 2L);
      row = Arrays.copyOf(row, larger);
      column = Arrays.copyOf(column, larger);
      value = Arrays.copyOf(value, larger);
    }
    row[size] = atRow;
    column[size] = atColumn;
    value[size] = logged;
    inRow[atRow]++;
    size++;
  }

  /** The matrix as written so far. */
  public Matrix build() {
    int[] order = orderedByRow();
    int[] start = new int[rows + 1];
    int[] outColumn = new int[size];
    double[] outValue = new double[size];
    int out = 0;
    int from = 0;
    for (int r = 0; r < rows; r++) {
      start[r] = out;
      int to = from + inRow[r];
      sortByColumn(order, from, to);
      while (from < to) {
        int at = column[order[from]];
        double sum = 0;
        for (; from < to && column[order[from]] == at; from++) {
          sum = value[order[from]] + (added.get(order[from]) ? sum : 0);
        }
        if (sum != 0) {
          outColumn[out] = at;
          outValue[out] = sum;
          out++;
        }
      }
    }
    start[rows] = out;
    if ((long) out * DENSE_FROM > (long) rows * columns) {
      return dense(start, outColumn, outValue);
    }
    return new SparseMatrix(
        columns, start, Arrays.copyOf(outColumn, out), Arrays.copyOf(outValue, out));
  }

  /** The log's entries by rows, those of one row in the order of writing. */
  private int[] orderedByRow() {
    int[] next = new int[rows + 1];
    for (int r = 0; r < rows; r++) {
      next[r + 1] = next[r] + inRow[r];
    }
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      order[next[row[i]]++] = i;
    }
    return order;
  }

  /** Sorts a stretch of the order by column, keeping the order of writing within a column. */
  private void sortByColumn(int[] order, int from, int to) {
    boolean sorted = true;
    for (int i = from + 1; i < to && sorted; i++) {
      sorted = column[order[i - 1]] <= column[order[i]];
    }
    if (sorted) {
      return;
    }
    long[] keys = new long[to - from];
    for (int i = from; i < to; i++) {
      keys[i - from] = (long) column[order[i]] << 32 | order[i];
    }
    Arrays.sort(keys);
    for (int i = from; i < to; i++) {
      order[i] = (int) keys[i - from];
    }
  }

  private Matrix dense(int[] start, int[] outColumn, double[] outValue) {
    double[][] values = new double[rows][columns];
    for (int r = 0; r < rows; r++) {
      for (int i = start[r]; i < start[r + 1]; i++) {
        values[r][outColumn[i]] = outValue[i];
      }
    }
    return new DenseMatrix(columns, values);
  }
}

package orrery.components;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import orrery.layout.Cell;
import orrery.layout.Encoding;
import orrery.layout.MlpPlan;
import orrery.layout.Reading;

/**
 * The joint values of some cells, in the rows of a table over them with the last one fastest, and
 * what readings of them give in each row.
 */
final class CellTable {
  private static final int MOST_ROWS = 1 << 21;
  private static final double SAME = 1e-6;

  private final List<Cell> cells;
  private final int[] strides;
  private final int rows;

  /**
   * The table over some cells.
   *
   * @throws IllegalArgumentException where it has more than two million rows
   */
  CellTable(Collection<Cell> some) {
    cells = List.copyOf(some);
    strides = new int[cells.size()];
    long product = 1;
    for (int c = cells.size() - 1; c >= 0; c--) {
      strides[c] = (int) product;
      product *= size(c);
      if (product > MOST_ROWS) {
        throw new IllegalArgumentException(
            "a component reads the joint values of " + cells + ": more than " + MOST_ROWS);
      }
    }
    rows = (int) product;
  }

  private int size(int cell) {
    return cells.get(cell).encoding().domain().size();
  }

  List<Cell> cells() {
    return cells;
  }

  int rows() {
    return rows;
  }

  /** The code of one of the cells in a row. */
  int code(int row, int cell) {
    return row / strides[cell] % size(cell);
  }

  /** What a reading of these cells gives in each row. */
  double[] values(Reading reading) {
    double[] values = new double[rows];
    Arrays.fill(values, reading.constant());
    for (int c = 0; c < cells.size(); c++) {
      double[] part = new double[size(c)];
      boolean read = false;
      for (Reading.Term t : reading.terms()) {
        if (t.cell() != cells.get(c)) continue;
        read = true;
        for (int code = 0; code < part.length; code++) {
          part[code] += t.weight() * coordinate(t.cell().encoding(), t.dimension(), code);
        }
      }
      for (int row = 0; read && row < rows; row++) values[row] += part[code(row, c)];
    }
    return values;
  }

  private static double coordinate(Encoding encoding, int dimension, int code) {
    if (encoding instanceof Encoding.Scalar s) return s.codes()[code];
    if (encoding instanceof Encoding.Flag) return code;
    return code == dimension ? 1 : 0;
  }

  /** The code that an encoding's coordinates mean in each row; negative where they mean none. */
  int[] decoded(Encoding encoding, List<double[]> coordinates) {
    int[] codes = new int[rows];
    for (int row = 0; row < rows; row++) {
      codes[row] = -1;
      for (int code = 0; code < encoding.domain().size() && codes[row] < 0; code++) {
        boolean same = true;
        for (int d = 0; same && d < encoding.size(); d++) {
          same = Math.abs(coordinates.get(d)[row] - coordinate(encoding, d, code)) < SAME;
        }
        if (same) codes[row] = code;
      }
    }
    return codes;
  }

  /** The code of the number that a reading gives in each row; negative where there is none. */
  int[] nearest(double[] numbers, Reading reading) {
    double[] values = values(reading);
    int[] codes = new int[rows];
    for (int row = 0; row < rows; row++) {
      codes[row] = -1;
      for (int code = 0; code < numbers.length && codes[row] < 0; code++) {
        if (Math.abs(values[row] - numbers[code]) < SAME) codes[row] = code;
      }
    }
    return codes;
  }

  /** The number of the largest of some readings in each row; negative where two are largest. */
  int[] largest(List<Reading> readings) {
    double[] best = new double[rows];
    int[] codes = new int[rows];
    Arrays.fill(best, Double.NEGATIVE_INFINITY);
    for (int code = 0; code < readings.size(); code++) {
      double[] values = values(readings.get(code));
      for (int row = 0; row < rows; row++) {
        if (values[row] > best[row] + SAME) {
          best[row] = values[row];
          codes[row] = code;
        } else if (values[row] > best[row] - SAME) {
          codes[row] = -1;
        }
      }
    }
    return codes;
  }

  /** What MLP units write to each dimension of their cell, {@code [dimension][row]}. */
  List<double[]> written(MlpPlan mlp) {
    List<double[]> written = new ArrayList<>();
    for (int d = 0; d < mlp.output().encoding().size(); d++) written.add(new double[rows]);
    mlp.baseline().forEach(w -> add(written, w, row -> true));
    for (MlpPlan.Box box : mlp.boxes()) {
      double[] held = values(box.conditions());
      box.writes().forEach(w -> add(written, w, row -> held[row] > box.count() - 0.5));
    }
    for (MlpPlan.Step step : mlp.steps()) {
      double[] gate = values(step.gate());
      double[] statistic = values(step.statistic());
      step.writes()
          .forEach(
              w ->
                  add(
                      written,
                      w,
                      row -> gate[row] > step.gates() - 0.5 && statistic[row] > step.threshold()));
    }
    return written;
  }

  private void add(
      List<double[]> written, MlpPlan.Write write, java.util.function.IntPredicate fires) {
    double[] sum = written.get(write.dimension());
    for (int row = 0; row < rows; row++) if (fires.test(row)) sum[row] += write.weight();
  }
}

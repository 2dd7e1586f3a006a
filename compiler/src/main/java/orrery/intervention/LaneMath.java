package orrery.intervention;

import java.util.Arrays;
import orrery.lanes.Arithmetic;

/**
 * Arithmetic on one value of many sequences at a time: a lane is a position of a row.
 *
 * <p>A sum is taken in the same order for every lane, so that a row's result does not depend on
 * what it is batched with.
 */
final class LaneMath {
  private static final Arithmetic ARITHMETIC = Arithmetic.best();

  private LaneMath() {}

  /** out += x, over n lanes. */
  static void add(double[] out, double[] x, int n) {
    ARITHMETIC.add(out, 0, x, 0, n);
  }

  /** out[at..] += x[from..], over n lanes. */
  static void add(double[] out, int at, double[] x, int from, int n) {
    ARITHMETIC.add(out, at, x, from, n);
  }

  /** out = x − y. */
  static void subtract(double[] out, double[] x, double[] y, int n) {
    ARITHMETIC.difference(out, 0, x, 0, y, 0, n);
  }

  /** out = x − y, all from the same lane on. */
  static void subtract(double[] out, int at, double[] x, double[] y, int n) {
    ARITHMETIC.difference(out, at, x, at, y, at, n);
  }

  /** out[at..] += w x[from..]. */
  static void addScaled(double[] out, int at, double w, double[] x, int from, int n) {
    ARITHMETIC.addScaled(out, at, w, x, from, n);
  }

  /** out[at..] += x[xFrom..] y[yFrom..]. */
  static void addProduct(
      double[] out, int at, double[] x, int xFrom, double[] y, int yFrom, int n) {
    ARITHMETIC.addProduct(out, at, x, xFrom, y, yFrom, n);
  }

  /** Whether every lane of every array is zero. */
  static boolean isZero(double[][] values, int n) {
    return isZero(values, 0, n);
  }

  /** Whether some lanes of every array are zero. */
  static boolean isZero(double[][] values, int from, int to) {
    for (double[] lanes : values) {
      for (int i = from; i < to; i++) if (lanes[i] != 0) return false;
    }
    return true;
  }

  /**
   * Marks the rows that have a value other than zero at some positions; {@code alive} is
   * overwritten.
   */
  static boolean alive(double[][] values, int rows, int from, int to, boolean[] alive) {
    Arrays.fill(alive, 0, rows, false);
    int missing = rows;
    for (double[] lanes : values) {
      for (int p = from; p < to && missing > 0; p++) {
        for (int r = 0; r < rows; r++) {
          if (!alive[r] && lanes[p * rows + r] != 0) {
            alive[r] = true;
            missing--;
          }
        }
      }
    }
    return missing < rows;
  }
}

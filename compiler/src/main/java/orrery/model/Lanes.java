package orrery.model;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * Arithmetic on one value of many sequences, and of all their positions, at a time.
 *
 * <p>Each loop runs over whole arrays of its own and so becomes vector instructions. A sum is taken
 * in the same order for every row, so that a sequence's result does not depend on what it is
 * batched with.
 */
final class Lanes {
  /**
   * exp of anything below rounds to zero in float32: e^-104 is less than half of the smallest
   * float, 2^-149.
   */
  private static final float EXP_IS_ZERO = -104;

  private Lanes() {}

  static void fill(float[] out, float value, int n) {
    Arrays.fill(out, 0, n, value);
  }

  /** out += x. */
  static void add(float[] out, float[] x, int n) {
    for (int i = 0; i < n; i++) {
      out[i] += x[i];
    }
  }

  /** out += w x. */
  static void addScaled(float[] out, float w, float[] x, int n) {
    for (int i = 0; i < n; i++) {
      out[i] += w * x[i];
    }
  }

  /** out += w0 x0 + w1 x1 + w2 x2 + w3 x3, summed from the left. */
  static void addScaled4(
      float[] out,
      float w0,
      float[] x0,
      float w1,
      float[] x1,
      float w2,
      float[] x2,
      float w3,
      float[] x3,
      int n) {
    for (int i = 0; i < n; i++) {
      out[i] = out[i] + w0 * x0[i] + w1 * x1[i] + w2 * x2[i] + w3 * x3[i];
    }
  }

  /** out += x y. */
  static void addProduct(float[] out, float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      out[i] += x[i] * y[i];
    }
  }

  /** out += x0 y0 + x1 y1, summed from the left. */
  static void addProduct2(float[] out, float[] x0, float[] y0, float[] x1, float[] y1, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = out[i] + x0[i] * y0[i] + x1[i] * y1[i];
    }
  }

  /** out /= by. */
  static void divide(float[] out, float by, int n) {
    for (int i = 0; i < n; i++) {
      out[i] /= by;
    }
  }

  /** out = max(out, x). */
  static void max(float[] out, float[] x, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = Math.max(out[i], x[i]);
    }
  }

  /** out = max(0, x), and 0 where x is no number. */
  static void relu(float[] out, float[] x, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = x[i] > 0 ? x[i] : 0;
    }
  }

  /** out = f(x), computed in float64. */
  static void map(float[] out, float[] x, DoubleUnaryOperator f, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = (float) f.applyAsDouble(x[i]);
    }
  }

  /** out = exp(x - max), and 0 where that is no number; sum += out. */
  static void expBelow(float[] out, float[] x, float[] max, float[] sum, int n) {
    for (int i = 0; i < n; i++) {
      float below = x[i] - max[i];
      out[i] = below == 0 ? 1 : below > EXP_IS_ZERO ? (float) StrictMath.exp(below) : 0;
    }
    add(sum, out, n);
  }

  /** out /= by, and 0 where by is 0. */
  static void share(float[] out, float[] by, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = by[i] > 0 ? out[i] / by[i] : 0;
    }
  }
}

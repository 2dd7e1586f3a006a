package orrery.model;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Rotations of the residual stream. */
public final class Orthogonal {
  /**
   * How far |x r| may be from |x|, relative; rounding in a product of n terms stays below n ·
   * 1.2e-16.
   */
  private static final double TOLERANCE = 1e-9;

  private Orthogonal() {}

  /**
   * A random orthogonal matrix, uniform (Haar): a product of Householder reflections of Gaussian
   * vectors.
   *
   * <p>Given a uniform rotation of the last n - 1 axes, one reflection that takes axis n to a
   * uniformly random direction (a Gaussian vector's) makes it uniform on n axes. Time grows as
   * size³.
   */
  public static Matrix random(int size, RandomGenerator random) {
    double[][] q = new double[size][size];
    for (int i = 0; i < size; i++) {
      q[i][i] = 1;
    }
    for (int k = size - 1; k >= 0; k--) {
      double[] v = new double[size];
      double norm2 = 0;
      for (int i = k; i < size; i++) {
        v[i] = random.nextGaussian();
        norm2 += v[i] * v[i];
      }
      double sign = v[k] < 0 ? -1 : 1;
      v[k] += sign * Math.sqrt(norm2);
      q[k][k] = -sign;
      reflect(q, v, k);
    }
    return Matrix.of(q);
  }

  /** q ← (1 − 2 v vᵀ / vᵀv) q, where v is zero before {@code from}. */
  private static void reflect(double[][] q, double[] v, int from) {
    double squared = Arrays.stream(v).map(x -> x * x).sum();
    double[] projection = new double[q.length]; // vᵀ q
    for (int i = from; i < v.length; i++) {
      for (int c = 0; c < q.length; c++) {
        projection[c] += v[i] * q[i][c];
      }
    }
    for (int i = from; i < v.length; i++) {
      double factor = 2 * v[i] / squared;
      for (int c = 0; c < q.length; c++) {
        q[i][c] -= factor * projection[c];
      }
    }
  }

  /**
   * Checks shape, unit rows, and x r rᵀ = x for one fixed x in general position: cost size², not
   * size³.
   */
  static void require(Matrix r, int size) {
    Shapes.require(
        r.rows() == size && r.columns() == size, "a rotation %s of a stream of %s", r, size);
    double[] probe = new double[size];
    for (int i = 0; i < size; i++) {
      probe[i] = StrictMath.sin(1 + i);
      double[] row = r.rowToArray(i);
      double norm2 = Arrays.stream(row).map(x -> x * x).sum();
      Shapes.require(Math.abs(norm2 - 1) <= TOLERANCE, "row %s has squared length %s", i, norm2);
    }
    Vector there = Vector.of(probe).times(r);
    for (int i = 0; i < size; i++) {
      double[] row = r.rowToArray(i);
      double back = 0;
      for (int c = 0; c < size; c++) {
        back += there.get(c) * row[c];
      }
      Shapes.require(
          Math.abs(back - probe[i]) <= TOLERANCE * Math.sqrt(size),
          "not orthogonal: a vector comes back %s off at %s",
          back - probe[i],
          i);
    }
  }
}

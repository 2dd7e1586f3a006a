package orrery.lanes;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** Products of every array with every other, three by three: what is loaded is used thrice. */
final class VectorPairs {
  private static final VectorSpecies<Double> SPECIES = VectorArithmetic.SPECIES;
  private static final int WIDTH = SPECIES.length();

  private VectorPairs() {}

  /** For vectors of eight, which hold the eight sums of {@link Arithmetic#dot}. */
  static void addDots(double[][] x, double[][] y, int from, int n, double[][] sums) {
    double[] eight = new double[8];
    int a = 0;
    for (; a + 3 <= x.length; a += 3) {
      int b = 0;
      for (; b + 3 <= y.length; b += 3) nineDots(x, a, y, b, from, n, sums, eight);
      for (; b < y.length; b++) {
        for (int i = a; i < a + 3; i++) sums[i][b] += dot(x[i], y[b], from, n, eight);
      }
    }
    for (; a < x.length; a++) {
      for (int b = 0; b < y.length; b++) sums[a][b] += dot(x[a], y[b], from, n, eight);
    }
  }

  private static void nineDots(
      double[][] x, int a, double[][] y, int b, int from, int n, double[][] sums, double[] eight) {
    double[] x0 = x[a];
    double[] x1 = x[a + 1];
    double[] x2 = x[a + 2];
    double[] y0 = y[b];
    double[] y1 = y[b + 1];
    double[] y2 = y[b + 2];
    DoubleVector s00 = DoubleVector.zero(SPECIES);
    DoubleVector s01 = s00;
    DoubleVector s02 = s00;
    DoubleVector s10 = s00;
    DoubleVector s11 = s00;
    DoubleVector s12 = s00;
    DoubleVector s20 = s00;
    DoubleVector s21 = s00;
    DoubleVector s22 = s00;
    int end = from + SPECIES.loopBound(n);
    for (int j = from; j < end; j += WIDTH) {
      DoubleVector p = DoubleVector.fromArray(SPECIES, x0, j);
      DoubleVector q = DoubleVector.fromArray(SPECIES, x1, j);
      DoubleVector r = DoubleVector.fromArray(SPECIES, x2, j);
      DoubleVector v = DoubleVector.fromArray(SPECIES, y0, j);
      s00 = p.fma(v, s00);
      s10 = q.fma(v, s10);
      s20 = r.fma(v, s20);
      v = DoubleVector.fromArray(SPECIES, y1, j);
      s01 = p.fma(v, s01);
      s11 = q.fma(v, s11);
      s21 = r.fma(v, s21);
      v = DoubleVector.fromArray(SPECIES, y2, j);
      s02 = p.fma(v, s02);
      s12 = q.fma(v, s12);
      s22 = r.fma(v, s22);
    }
    int rest = from + n - end;
    sums[a][b] += sum(s00, x0, y0, end, rest, eight);
    sums[a][b + 1] += sum(s01, x0, y1, end, rest, eight);
    sums[a][b + 2] += sum(s02, x0, y2, end, rest, eight);
    sums[a + 1][b] += sum(s10, x1, y0, end, rest, eight);
    sums[a + 1][b + 1] += sum(s11, x1, y1, end, rest, eight);
    sums[a + 1][b + 2] += sum(s12, x1, y2, end, rest, eight);
    sums[a + 2][b] += sum(s20, x2, y0, end, rest, eight);
    sums[a + 2][b + 1] += sum(s21, x2, y1, end, rest, eight);
    sums[a + 2][b + 2] += sum(s22, x2, y2, end, rest, eight);
  }

  private static double dot(double[] x, double[] y, int from, int n, double[] eight) {
    DoubleVector sums = DoubleVector.zero(SPECIES);
    int end = from + SPECIES.loopBound(n);
    for (int j = from; j < end; j += WIDTH) {
      sums = DoubleVector.fromArray(SPECIES, x, j).fma(DoubleVector.fromArray(SPECIES, y, j), sums);
    }
    return sum(sums, x, y, end, from + n - end, eight);
  }

  private static double sum(
      DoubleVector sums, double[] x, double[] y, int end, int rest, double[] eight) {
    sums.intoArray(eight, 0);
    for (int j = 0; j < rest; j++) eight[j] = Math.fma(x[end + j], y[end + j], eight[j]);
    return ScalarArithmetic.ofEight(eight);
  }

  static void pairs(double[][][] x, double[][][] y, double[][][] out, int n) {
    int whole = SPECIES.loopBound(n);
    for (int j = 0; j < whole; j += WIDTH) {
      int a = 0;
      for (; a + 3 <= x.length; a += 3) {
        int b = 0;
        for (; b + 3 <= y.length; b += 3) nine(x, a, y, b, out, j);
        for (; b < y.length; b++) {
          three(x[a], x[a + 1], x[a + 2], y[b], out[a][b], out[a + 1][b], out[a + 2][b], j);
        }
      }
      for (; a < x.length; a++) {
        int b = 0;
        for (; b + 3 <= y.length; b += 3) {
          three(y[b], y[b + 1], y[b + 2], x[a], out[a][b], out[a][b + 1], out[a][b + 2], j);
        }
        for (; b < y.length; b++) one(x[a], y[b], out[a][b], j);
      }
    }
    for (int a = 0; a < x.length; a++) {
      for (int b = 0; b < y.length; b++) {
        for (int j = whole; j < n; j++) {
          double sum = 0;
          for (int d = 0; d < x[a].length; d++) sum = Math.fma(x[a][d][j], y[b][d][j], sum);
          out[a][b][j] = sum;
        }
      }
    }
  }

  private static void nine(double[][][] x, int a, double[][][] y, int b, double[][][] out, int j) {
    double[][] x0 = x[a];
    double[][] x1 = x[a + 1];
    double[][] x2 = x[a + 2];
    double[][] y0 = y[b];
    double[][] y1 = y[b + 1];
    double[][] y2 = y[b + 2];
    DoubleVector s00 = DoubleVector.zero(SPECIES);
    DoubleVector s01 = s00;
    DoubleVector s02 = s00;
    DoubleVector s10 = s00;
    DoubleVector s11 = s00;
    DoubleVector s12 = s00;
    DoubleVector s20 = s00;
    DoubleVector s21 = s00;
    DoubleVector s22 = s00;
    for (int d = 0; d < x0.length; d++) {
      DoubleVector p = DoubleVector.fromArray(SPECIES, x0[d], j);
      DoubleVector q = DoubleVector.fromArray(SPECIES, x1[d], j);
      DoubleVector r = DoubleVector.fromArray(SPECIES, x2[d], j);
      DoubleVector v = DoubleVector.fromArray(SPECIES, y0[d], j);
      s00 = p.fma(v, s00);
      s10 = q.fma(v, s10);
      s20 = r.fma(v, s20);
      v = DoubleVector.fromArray(SPECIES, y1[d], j);
      s01 = p.fma(v, s01);
      s11 = q.fma(v, s11);
      s21 = r.fma(v, s21);
      v = DoubleVector.fromArray(SPECIES, y2[d], j);
      s02 = p.fma(v, s02);
      s12 = q.fma(v, s12);
      s22 = r.fma(v, s22);
    }
    s00.intoArray(out[a][b], j);
    s01.intoArray(out[a][b + 1], j);
    s02.intoArray(out[a][b + 2], j);
    s10.intoArray(out[a + 1][b], j);
    s11.intoArray(out[a + 1][b + 1], j);
    s12.intoArray(out[a + 1][b + 2], j);
    s20.intoArray(out[a + 2][b], j);
    s21.intoArray(out[a + 2][b + 1], j);
    s22.intoArray(out[a + 2][b + 2], j);
  }

  private static void three(
      double[][] x0,
      double[][] x1,
      double[][] x2,
      double[][] y,
      double[] out0,
      double[] out1,
      double[] out2,
      int j) {
    DoubleVector s0 = DoubleVector.zero(SPECIES);
    DoubleVector s1 = s0;
    DoubleVector s2 = s0;
    for (int d = 0; d < y.length; d++) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, y[d], j);
      s0 = v.fma(DoubleVector.fromArray(SPECIES, x0[d], j), s0);
      s1 = v.fma(DoubleVector.fromArray(SPECIES, x1[d], j), s1);
      s2 = v.fma(DoubleVector.fromArray(SPECIES, x2[d], j), s2);
    }
    s0.intoArray(out0, j);
    s1.intoArray(out1, j);
    s2.intoArray(out2, j);
  }

  private static void one(double[][] x, double[][] y, double[] out, int j) {
    DoubleVector sum = DoubleVector.zero(SPECIES);
    for (int d = 0; d < x.length; d++) {
      sum =
          DoubleVector.fromArray(SPECIES, x[d], j)
              .fma(DoubleVector.fromArray(SPECIES, y[d], j), sum);
    }
    sum.intoArray(out, j);
  }
}

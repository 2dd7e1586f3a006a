package orrery.lanes;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Attention of one position's queries, on vectors of rows. */
final class VectorAttention {
  private static final VectorSpecies<Double> SPECIES = VectorArithmetic.SPECIES;
  private static final int WIDTH = SPECIES.length();

  private VectorAttention() {}

  static void scores(
      double[][] q,
      int qFrom,
      double[][] k,
      int kFrom,
      double[][] out,
      int outFrom,
      int keys,
      int n,
      double divisor) {
    int whole = SPECIES.loopBound(n);
    int key = 0;
    for (; key + 4 <= keys; key += 4) {
      for (int j = 0; j < whole; j += WIDTH) {
        fourScores(q, qFrom + j, k, kFrom + key * n + j, n, out, key, outFrom + j, divisor);
      }
    }
    for (; key < keys; key++) {
      for (int j = 0; j < whole; j += WIDTH) {
        DoubleVector sum = DoubleVector.zero(SPECIES);
        for (int d = 0; d < q.length; d++)
          sum = at(q[d], qFrom + j).fma(at(k[d], kFrom + key * n + j), sum);
        sum.div(divisor).intoArray(out[key], outFrom + j);
      }
    }
    for (int rest = 0; rest < keys && whole < n; rest++) {
      for (int j = whole; j < n; j++) {
        double sum = 0;
        for (int d = 0; d < q.length; d++)
          sum = Math.fma(q[d][qFrom + j], k[d][kFrom + rest * n + j], sum);
        out[rest][outFrom + j] = sum / divisor;
      }
    }
  }

  private static void fourScores(
      double[][] q,
      int qAt,
      double[][] k,
      int kAt,
      int n,
      double[][] out,
      int key,
      int outAt,
      double divisor) {
    DoubleVector sum0 = DoubleVector.zero(SPECIES);
    DoubleVector sum1 = sum0;
    DoubleVector sum2 = sum0;
    DoubleVector sum3 = sum0;
    for (int d = 0; d < q.length; d++) {
      DoubleVector query = at(q[d], qAt);
      sum0 = query.fma(at(k[d], kAt), sum0);
      sum1 = query.fma(at(k[d], kAt + n), sum1);
      sum2 = query.fma(at(k[d], kAt + 2 * n), sum2);
      sum3 = query.fma(at(k[d], kAt + 3 * n), sum3);
    }
    sum0.div(divisor).intoArray(out[key], outAt);
    sum1.div(divisor).intoArray(out[key + 1], outAt);
    sum2.div(divisor).intoArray(out[key + 2], outAt);
    sum3.div(divisor).intoArray(out[key + 3], outAt);
  }

  static void mix(
      double[][] shares,
      int sharesFrom,
      double[][] values,
      int valuesFrom,
      double[][] out,
      int outFrom,
      int keys,
      int n) {
    int whole = SPECIES.loopBound(n);
    int d = 0;
    for (; d + 4 <= values.length; d += 4) {
      for (int j = 0; j < whole; j += WIDTH) {
        mixFour(shares, sharesFrom + j, values, d, valuesFrom + j, n, out, outFrom + j, keys);
      }
    }
    for (; d < values.length; d++) {
      for (int j = 0; j < whole; j += WIDTH) {
        DoubleVector sum = DoubleVector.zero(SPECIES);
        for (int key = 0; key < keys; key++) {
          sum = at(shares[key], sharesFrom + j).fma(at(values[d], valuesFrom + key * n + j), sum);
        }
        sum.intoArray(out[d], outFrom + j);
      }
    }
    for (int rest = 0; rest < values.length && whole < n; rest++) {
      for (int j = whole; j < n; j++) {
        double sum = 0;
        for (int key = 0; key < keys; key++) {
          sum = Math.fma(shares[key][sharesFrom + j], values[rest][valuesFrom + key * n + j], sum);
        }
        out[rest][outFrom + j] = sum;
      }
    }
  }

  private static void mixFour(
      double[][] shares,
      int sharesAt,
      double[][] values,
      int d,
      int j,
      int n,
      double[][] out,
      int outAt,
      int keys) {
    double[] values0 = values[d];
    double[] values1 = values[d + 1];
    double[] values2 = values[d + 2];
    double[] values3 = values[d + 3];
    DoubleVector sum0 = DoubleVector.zero(SPECIES);
    DoubleVector sum1 = sum0;
    DoubleVector sum2 = sum0;
    DoubleVector sum3 = sum0;
    for (int key = 0; key < keys; key++) {
      DoubleVector share = at(shares[key], sharesAt);
      int from = key * n + j;
      sum0 = share.fma(at(values0, from), sum0);
      sum1 = share.fma(at(values1, from), sum1);
      sum2 = share.fma(at(values2, from), sum2);
      sum3 = share.fma(at(values3, from), sum3);
    }
    sum0.intoArray(out[d], outAt);
    sum1.intoArray(out[d + 1], outAt);
    sum2.intoArray(out[d + 2], outAt);
    sum3.intoArray(out[d + 3], outAt);
  }

  /** The lanes that fill vectors; the caller does the rest. */
  static int softmax(double[][] x, int from, int keys, int n) {
    int whole = SPECIES.loopBound(n);
    for (int j = from; j < from + whole; j += WIDTH) {
      DoubleVector max = DoubleVector.broadcast(SPECIES, Double.NEGATIVE_INFINITY);
      for (int key = 0; key < keys; key++) max = max.max(at(x[key], j));
      for (int key = 0; key < keys; key++) at(x[key], j).sub(max).intoArray(x[key], j);
    }
    for (int key = 0; key < keys; key++) VectorExponential.exp(x[key], from, x[key], from, whole);
    for (int j = from; j < from + whole; j += WIDTH) {
      DoubleVector zero = DoubleVector.zero(SPECIES);
      DoubleVector sum = zero;
      for (int key = 0; key < keys; key++) sum = sum.add(at(x[key], j));
      for (int key = 0; key < keys; key++) {
        DoubleVector share = at(x[key], j).div(sum);
        zero.blend(share, share.compare(VectorOperators.GE, zero)).intoArray(x[key], j);
      }
    }
    return whole;
  }

  /** The lanes that fill vectors; the caller does the rest. */
  static int softmaxSlopes(
      double[][] shares, int sharesFrom, double[][] slopes, int slopesFrom, int keys, int n) {
    int whole = SPECIES.loopBound(n);
    for (int j = 0; j < whole; j += WIDTH) {
      DoubleVector mean = DoubleVector.zero(SPECIES);
      for (int key = 0; key < keys; key++) {
        mean = at(shares[key], sharesFrom + j).fma(at(slopes[key], slopesFrom + j), mean);
      }
      for (int key = 0; key < keys; key++) {
        at(shares[key], sharesFrom + j)
            .mul(at(slopes[key], slopesFrom + j).sub(mean))
            .intoArray(slopes[key], slopesFrom + j);
      }
    }
    return whole;
  }

  private static DoubleVector at(double[] x, int from) {
    return DoubleVector.fromArray(SPECIES, x, from);
  }
}

package orrery.lanes;

import java.util.Arrays;
import java.util.Objects;

/** Plain loops, each over whole stretches of its own arrays, so that most become vector code. */
final class ScalarArithmetic implements Arithmetic {
  /** Lanes at a time: an output's stretch stays in the nearest cache while inputs are added. */
  private static final int TILE = 256;

  @Override
  public int width() {
    return 1;
  }

  @Override
  public void multiply(
      double[][] weights,
      double[][] in,
      int inFrom,
      double[][] out,
      int outFrom,
      int n,
      boolean accumulate) {
    for (int tile = 0; tile < n; tile += TILE) {
      int lanes = Math.min(TILE, n - tile);
      for (int o = 0; o < weights.length; o++) {
        double[] w = weights[o];
        double[] sum = out[o];
        int to = outFrom + tile;
        int at = inFrom + tile;
        if (!accumulate) Arrays.fill(sum, to, to + lanes, 0);
        int i = 0;
        for (; i + 4 <= w.length; i += 4) {
          double[] x0 = in[i];
          double[] x1 = in[i + 1];
          double[] x2 = in[i + 2];
          addScaled4(sum, to, w[i], x0, w[i + 1], x1, w[i + 2], x2, w[i + 3], in[i + 3], at, lanes);
        }
        for (; i < w.length; i++) addScaled(sum, to, w[i], in[i], at, lanes);
      }
    }
  }

  private static void addScaled4(
      double[] out,
      int to,
      double w0,
      double[] x0,
      double w1,
      double[] x1,
      double w2,
      double[] x2,
      double w3,
      double[] x3,
      int at,
      int n) {
    for (int j = 0; j < n; j++) {
      double sum = Math.fma(w1, x1[at + j], Math.fma(w0, x0[at + j], out[to + j]));
      out[to + j] = Math.fma(w3, x3[at + j], Math.fma(w2, x2[at + j], sum));
    }
  }

  @Override
  public void multiply(
      SparseWeights weights,
      double[][] in,
      int inFrom,
      double[][] out,
      int outFrom,
      int n,
      boolean accumulate) {
    for (int o = 0; o < weights.inputs().length; o++) {
      int[] inputs = weights.inputs()[o];
      double[] w = weights.weights()[o];
      if (!accumulate) Arrays.fill(out[o], outFrom, outFrom + n, 0);
      for (int i = 0; i < inputs.length; i++) {
        addScaled(out[o], outFrom, w[i], in[inputs[i]], inFrom, n);
      }
    }
  }

  @Override
  public void scores(
      double[][] q,
      int qFrom,
      double[][] k,
      int kFrom,
      double[][] out,
      int outFrom,
      int keys,
      int n,
      double divisor) {
    for (int key = 0; key < keys; key++) {
      Arrays.fill(out[key], outFrom, outFrom + n, 0);
      for (int d = 0; d < q.length; d++) {
        addProduct(out[key], outFrom, q[d], qFrom, k[d], kFrom + key * n, n);
      }
      for (int j = outFrom; j < outFrom + n; j++) out[key][j] /= divisor;
    }
  }

  @Override
  public void mix(
      double[][] shares,
      int sharesFrom,
      double[][] values,
      int valuesFrom,
      double[][] out,
      int outFrom,
      int keys,
      int n) {
    for (int d = 0; d < values.length; d++) {
      Arrays.fill(out[d], outFrom, outFrom + n, 0);
      for (int key = 0; key < keys; key++) {
        addProduct(out[d], outFrom, shares[key], sharesFrom, values[d], valuesFrom + key * n, n);
      }
    }
  }

  @Override
  public void softmax(double[][] x, int from, int keys, int n) {
    for (int j = from; j < from + n; j++) {
      double max = Double.NEGATIVE_INFINITY;
      for (int key = 0; key < keys; key++) max = Math.max(max, x[key][j]);
      double sum = 0;
      for (int key = 0; key < keys; key++) {
        x[key][j] = Exponential.exp(x[key][j] - max);
        sum += x[key][j];
      }
      for (int key = 0; key < keys; key++) {
        double share = x[key][j] / sum;
        x[key][j] = share >= 0 ? share : 0;
      }
    }
  }

  @Override
  public void softmaxSlopes(
      double[][] shares, int sharesFrom, double[][] slopes, int slopesFrom, int keys, int n) {
    for (int j = 0; j < n; j++) {
      double mean = 0;
      for (int key = 0; key < keys; key++) {
        mean = Math.fma(shares[key][sharesFrom + j], slopes[key][slopesFrom + j], mean);
      }
      for (int key = 0; key < keys; key++) {
        slopes[key][slopesFrom + j] =
            shares[key][sharesFrom + j] * (slopes[key][slopesFrom + j] - mean);
      }
    }
  }

  @Override
  public void add(double[] out, int outFrom, double[] x, int xFrom, int n) {
    for (int j = 0; j < n; j++) out[outFrom + j] += x[xFrom + j];
  }

  @Override
  public void addScaled(double[] out, int outFrom, double w, double[] x, int xFrom, int n) {
    for (int j = 0; j < n; j++) out[outFrom + j] = Math.fma(w, x[xFrom + j], out[outFrom + j]);
  }

  @Override
  public void addProduct(
      double[] out, int outFrom, double[] x, int xFrom, double[] y, int yFrom, int n) {
    for (int j = 0; j < n; j++) {
      out[outFrom + j] = Math.fma(x[xFrom + j], y[yFrom + j], out[outFrom + j]);
    }
  }

  @Override
  public void difference(
      double[] out, int outFrom, double[] x, int xFrom, double[] y, int yFrom, int n) {
    for (int j = 0; j < n; j++) out[outFrom + j] = x[xFrom + j] - y[yFrom + j];
  }

  @Override
  public void product(
      double[] out, int outFrom, double[] x, int xFrom, double[] y, int yFrom, int n) {
    for (int j = 0; j < n; j++) out[outFrom + j] = x[xFrom + j] * y[yFrom + j];
  }

  @Override
  public void quotient(
      double[] out, int outFrom, double[] x, int xFrom, double[] y, int yFrom, int n) {
    for (int j = 0; j < n; j++) out[outFrom + j] = x[xFrom + j] / y[yFrom + j];
  }

  @Override
  public void max(double[] out, int outFrom, double[] x, int xFrom, int n) {
    for (int j = 0; j < n; j++) out[outFrom + j] = Math.max(out[outFrom + j], x[xFrom + j]);
  }

  @Override
  public void inverseRoot(
      double[] out, int outFrom, double w, double[] x, int xFrom, double shift, int n) {
    for (int j = 0; j < n; j++) out[outFrom + j] = 1 / Math.sqrt(Math.fma(w, x[xFrom + j], shift));
  }

  @Override
  public void relu(double[] out, int outFrom, double[] x, int xFrom, int n) {
    for (int j = 0; j < n; j++) out[outFrom + j] = Math.max(x[xFrom + j], 0);
  }

  @Override
  public void reluSlopes(double[] out, int outFrom, double[] x, int xFrom, int n) {
    for (int j = 0; j < n; j++) if (!(x[xFrom + j] > 0)) out[outFrom + j] = 0;
  }

  @Override
  public void exp(double[] out, int outFrom, double[] x, int xFrom, int n) {
    for (int j = 0; j < n; j++) out[outFrom + j] = Exponential.exp(x[xFrom + j]);
  }

  @Override
  public void tanh(double[] out, int outFrom, double[] x, int xFrom, int n) {
    for (int j = 0; j < n; j++) out[outFrom + j] = Exponential.tanh(x[xFrom + j]);
  }

  @Override
  public void gelu(double[] out, int outFrom, double[] x, int xFrom, int n) {
    for (int j = 0; j < n; j++) out[outFrom + j] = Exponential.gelu(x[xFrom + j]);
  }

  @Override
  public void geluSlopes(double[] out, int outFrom, double[] x, int xFrom, int n) {
    for (int j = 0; j < n; j++) out[outFrom + j] *= Exponential.geluSlope(x[xFrom + j]);
  }

  @Override
  public double dot(double[] x, int xFrom, double[] y, int yFrom, int n) {
    Objects.checkFromIndexSize(xFrom, n, x.length);
    Objects.checkFromIndexSize(yFrom, n, y.length);
    double[] sums = new double[8];
    for (int j = 0; j < n; j++) {
      sums[j & 7] = Math.fma(x[xFrom + j], y[yFrom + j], sums[j & 7]);
    }
    return ofEight(sums);
  }

  @Override
  public void addDots(double[][] x, double[][] y, int from, int n, double[][] sums) {
    for (int a = 0; a < x.length; a++) {
      for (int b = 0; b < y.length; b++) sums[a][b] += dot(x[a], from, y[b], from, n);
    }
  }

  @Override
  public void pairs(double[][][] x, double[][][] y, double[][][] out, int n) {
    for (int a = 0; a < x.length; a++) {
      for (int b = 0; b < y.length; b++) {
        Arrays.fill(out[a][b], 0, n, 0);
        for (int d = 0; d < x[a].length; d++) {
          addProduct(out[a][b], 0, x[a][d], 0, y[b][d], 0, n);
        }
      }
    }
  }

  /** The sum of eight numbers, in the order in which halves of vectors are added. */
  static double ofEight(double[] s) {
    return ((s[0] + s[4]) + (s[2] + s[6])) + ((s[1] + s[5]) + (s[3] + s[7]));
  }
}

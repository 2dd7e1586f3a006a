package orrery.lanes;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The JDK's Vector API (JEP 414) on the widest vectors of the machine, up to eight float64. Lanes
 * that fill no vector, and what compilers turn into vector code anyway, are left to the scalar
 * version.
 */
final class VectorArithmetic implements Arithmetic {
  static final VectorSpecies<Double> SPECIES =
      DoubleVector.SPECIES_PREFERRED.length() > 8
          ? DoubleVector.SPECIES_512
          : DoubleVector.SPECIES_PREFERRED;
  private static final int WIDTH = SPECIES.length();

  private final Arithmetic scalar = Arithmetic.scalar();

  @Override
  public int width() {
    return WIDTH;
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
    new VectorProduct(weights, in, inFrom - outFrom, out, accumulate).run(outFrom, n);
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
      double[] row = weights.weights()[o];
      VectorProduct.sparse(inputs, row, in, inFrom, out[o], outFrom, n, accumulate);
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
    VectorAttention.scores(q, qFrom, k, kFrom, out, outFrom, keys, n, divisor);
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
    VectorAttention.mix(shares, sharesFrom, values, valuesFrom, out, outFrom, keys, n);
  }

  @Override
  public void softmax(double[][] x, int from, int keys, int n) {
    int done = VectorAttention.softmax(x, from, keys, n);
    scalar.softmax(x, from + done, keys, n - done);
  }

  @Override
  public void softmaxSlopes(
      double[][] shares, int sharesFrom, double[][] slopes, int slopesFrom, int keys, int n) {
    int done = VectorAttention.softmaxSlopes(shares, sharesFrom, slopes, slopesFrom, keys, n);
    scalar.softmaxSlopes(shares, sharesFrom + done, slopes, slopesFrom + done, keys, n - done);
  }

  @Override
  public void add(double[] out, int outFrom, double[] x, int xFrom, int n) {
    scalar.add(out, outFrom, x, xFrom, n);
  }

  @Override
  public void addScaled(double[] out, int outFrom, double w, double[] x, int xFrom, int n) {
    scalar.addScaled(out, outFrom, w, x, xFrom, n);
  }

  @Override
  public void addProduct(
      double[] out, int outFrom, double[] x, int xFrom, double[] y, int yFrom, int n) {
    scalar.addProduct(out, outFrom, x, xFrom, y, yFrom, n);
  }

  @Override
  public void difference(
      double[] out, int outFrom, double[] x, int xFrom, double[] y, int yFrom, int n) {
    scalar.difference(out, outFrom, x, xFrom, y, yFrom, n);
  }

  @Override
  public void product(
      double[] out, int outFrom, double[] x, int xFrom, double[] y, int yFrom, int n) {
    scalar.product(out, outFrom, x, xFrom, y, yFrom, n);
  }

  @Override
  public void quotient(
      double[] out, int outFrom, double[] x, int xFrom, double[] y, int yFrom, int n) {
    scalar.quotient(out, outFrom, x, xFrom, y, yFrom, n);
  }

  @Override
  public void max(double[] out, int outFrom, double[] x, int xFrom, int n) {
    scalar.max(out, outFrom, x, xFrom, n);
  }

  @Override
  public void inverseRoot(
      double[] out, int outFrom, double w, double[] x, int xFrom, double shift, int n) {
    scalar.inverseRoot(out, outFrom, w, x, xFrom, shift, n);
  }

  @Override
  public void relu(double[] out, int outFrom, double[] x, int xFrom, int n) {
    scalar.relu(out, outFrom, x, xFrom, n);
  }

  @Override
  public void reluSlopes(double[] out, int outFrom, double[] x, int xFrom, int n) {
    DoubleVector zero = DoubleVector.zero(SPECIES);
    int j = 0;
    for (; j < SPECIES.loopBound(n); j += WIDTH) {
      DoubleVector slope = at(out, outFrom + j);
      zero.blend(slope, at(x, xFrom + j).compare(VectorOperators.GT, zero))
          .intoArray(out, outFrom + j);
    }
    scalar.reluSlopes(out, outFrom + j, x, xFrom + j, n - j);
  }

  @Override
  public void exp(double[] out, int outFrom, double[] x, int xFrom, int n) {
    int done = VectorExponential.exp(out, outFrom, x, xFrom, n);
    scalar.exp(out, outFrom + done, x, xFrom + done, n - done);
  }

  @Override
  public void tanh(double[] out, int outFrom, double[] x, int xFrom, int n) {
    int done = VectorExponential.tanh(out, outFrom, x, xFrom, n);
    scalar.tanh(out, outFrom + done, x, xFrom + done, n - done);
  }

  @Override
  public void gelu(double[] out, int outFrom, double[] x, int xFrom, int n) {
    int done = VectorGelu.values(out, outFrom, x, xFrom, n);
    scalar.gelu(out, outFrom + done, x, xFrom + done, n - done);
  }

  @Override
  public void geluSlopes(double[] out, int outFrom, double[] x, int xFrom, int n) {
    int done = VectorGelu.slopes(out, outFrom, x, xFrom, n);
    scalar.geluSlopes(out, outFrom + done, x, xFrom + done, n - done);
  }

  @Override
  public double dot(double[] x, int xFrom, double[] y, int yFrom, int n) {
    DoubleVector low = DoubleVector.zero(SPECIES);
    DoubleVector high = low; // of the eight sums, where a vector holds four
    int j = 0;
    for (; j + 8 <= n; j += 8) {
      low = at(x, xFrom + j).fma(at(y, yFrom + j), low);
      if (WIDTH == 4) high = at(x, xFrom + j + 4).fma(at(y, yFrom + j + 4), high);
    }
    double[] eight = new double[8];
    low.intoArray(eight, 0);
    if (WIDTH == 4) high.intoArray(eight, 4);
    for (; j < n; j++) eight[j & 7] = Math.fma(x[xFrom + j], y[yFrom + j], eight[j & 7]);
    return ScalarArithmetic.ofEight(eight);
  }

  @Override
  public void addDots(double[][] x, double[][] y, int from, int n, double[][] sums) {
    if (WIDTH == 8) VectorPairs.addDots(x, y, from, n, sums);
    else scalar.addDots(x, y, from, n, sums);
  }

  @Override
  public void pairs(double[][][] x, double[][][] y, double[][][] out, int n) {
    VectorPairs.pairs(x, y, out, n);
  }

  private static DoubleVector at(double[] x, int from) {
    return DoubleVector.fromArray(SPECIES, x, from);
  }
}

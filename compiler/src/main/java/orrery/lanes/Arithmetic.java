package orrery.lanes;

/**
 * Operations on lanes. In what follows {@code out[j]} stands for {@code out[outFrom + j]} and so
 * on, for every j below n.
 *
 * <p>Every sum begins at the first index, and each product is added by one fused multiply-add.
 * Therefore a lane's result depends neither on what stands beside it nor on which version computes
 * it: both give the same bits. (On processors without that instruction, x86 before 2013, the scalar
 * version is very slow.)
 *
 * <p>An output may be one of its own inputs where input and output have the same offset, but not in
 * matrix products, {@link #scores} and {@link #mix}. Indices outside the arrays are {@link
 * IndexOutOfBoundsException}. Versions have no state and may be shared between threads.
 */
public interface Arithmetic {
  /**
   * The fastest version here: the vector one where the virtual machine was started with {@code
   * --add-modules jdk.incubator.vector} and vectors hold four float64 or more, else the scalar one.
   */
  static Arithmetic best() {
    return Choice.BEST;
  }

  /** Plain loops. */
  static Arithmetic scalar() {
    return Choice.SCALAR;
  }

  /** How many lanes one instruction is meant for: 1 in the scalar version, 4 or 8 in the other. */
  int width();

  /**
   * The matrix product out[o][j] = Σ_i weights[o][i] · in[i][j], added to what stands there if
   * {@code accumulate}.
   *
   * @param weights {@code [output][input]}
   * @param in {@code [input][lane]}
   * @param out {@code [output][lane]}
   */
  void multiply(
      double[][] weights,
      double[][] in,
      int inFrom,
      double[][] out,
      int outFrom,
      int n,
      boolean accumulate);

  /** The same product by a matrix without its zeros. */
  void multiply(
      SparseWeights weights,
      double[][] in,
      int inFrom,
      double[][] out,
      int outFrom,
      int n,
      boolean accumulate);

  /**
   * Products of one position's queries with the keys of the first positions: out[key][j] = Σ_d
   * q[d][j] · k[d][kFrom + key · n + j] / divisor.
   *
   * @param q {@code [feature][lane]}
   * @param k {@code [feature][kFrom + position · n + row]}
   * @param out {@code [key][lane]}, for each key that is wanted
   */
  void scores(
      double[][] q,
      int qFrom,
      double[][] k,
      int kFrom,
      double[][] out,
      int outFrom,
      int keys,
      int n,
      double divisor);

  /**
   * Values of the first positions, mixed: out[d][j] = Σ_key shares[key][j] · values[d][key · n +
   * j].
   *
   * @param shares {@code [key][lane]}
   * @param values {@code [feature][valuesFrom + position · n + row]}
   * @param out {@code [feature][lane]}
   */
  void mix(
      double[][] shares,
      int sharesFrom,
      double[][] values,
      int valuesFrom,
      double[][] out,
      int outFrom,
      int keys,
      int n);

  /**
   * In place, e^(x[key][j] − max) over its sum over keys; 0 where that is no number, as in
   * TransformerLens.
   */
  void softmax(double[][] x, int from, int keys, int n);

  /**
   * The derivative of softmax: slopes[key][j] becomes shares[key][j] · (slopes[key][j] − Σ_i
   * shares[i][j] · slopes[i][j]).
   */
  void softmaxSlopes(
      double[][] shares, int sharesFrom, double[][] slopes, int slopesFrom, int keys, int n);

  /** out += x. */
  void add(double[] out, int outFrom, double[] x, int xFrom, int n);

  /** out += w · x. */
  void addScaled(double[] out, int outFrom, double w, double[] x, int xFrom, int n);

  /** out += x · y. */
  void addProduct(double[] out, int outFrom, double[] x, int xFrom, double[] y, int yFrom, int n);

  /** out = x − y. */
  void difference(double[] out, int outFrom, double[] x, int xFrom, double[] y, int yFrom, int n);

  /** out = x · y. */
  void product(double[] out, int outFrom, double[] x, int xFrom, double[] y, int yFrom, int n);

  /** out = x / y. */
  void quotient(double[] out, int outFrom, double[] x, int xFrom, double[] y, int yFrom, int n);

  /** out = the larger of out and x; no number if either is. */
  void max(double[] out, int outFrom, double[] x, int xFrom, int n);

  /** out = 1 / √(w · x + shift). */
  void inverseRoot(double[] out, int outFrom, double w, double[] x, int xFrom, double shift, int n);

  /** out = the larger of x and 0; no number if x is none. */
  void relu(double[] out, int outFrom, double[] x, int xFrom, int n);

  /** out = out where x is above 0, else 0: the derivative of {@link #relu}. */
  void reluSlopes(double[] out, int outFrom, double[] x, int xFrom, int n);

  /** out = e^x; within 1 unit in the last place, 0 and infinity where those are nearest. */
  void exp(double[] out, int outFrom, double[] x, int xFrom, int n);

  /** out = tanh x; within 3 units in the last place. */
  void tanh(double[] out, int outFrom, double[] x, int xFrom, int n);

  /** out = 0.5 x (1 + tanh(√(2/π) (x + 0.044715 x³))), TransformerLens' {@code gelu_new}. */
  void gelu(double[] out, int outFrom, double[] x, int xFrom, int n);

  /** out = out times the derivative of {@link #gelu} at x. */
  void geluSlopes(double[] out, int outFrom, double[] x, int xFrom, int n);

  /** Σ_j x[j] · y[j], as eight sums of every eighth lane. */
  double dot(double[] x, int xFrom, double[] y, int yFrom, int n);

  /**
   * sums[a][b] += Σ_j x[a][j] · y[b][j] for every pair, each as in {@link #dot}.
   *
   * @param from the offset in all arrays
   */
  void addDots(double[][] x, double[][] y, int from, int n, double[][] sums);

  /**
   * out[a][b][j] = Σ_d x[a][d][j] · y[b][d][j] for every pair.
   *
   * @param out {@code [a][b][lane]}
   */
  void pairs(double[][][] x, double[][][] y, double[][][] out, int n);
}

package orrery.lanes;

/**
 * A matrix by outputs, without its zeros.
 *
 * @param inputs {@code [output][entry]} numbers of inputs, ascending
 * @param weights {@code [output][entry]}
 */
public record SparseWeights(int[][] inputs, double[][] weights) {
  /** A dense matrix without its zeros, {@code [output][input]}. */
  public static SparseWeights of(double[][] dense) {
    int[][] inputs = new int[dense.length][];
    double[][] weights = new double[dense.length][];
    for (int o = 0; o < dense.length; o++) {
      int count = 0;
      for (double w : dense[o]) if (w != 0) count++;
      inputs[o] = new int[count];
      weights[o] = new double[count];
      int next = 0;
      for (int i = 0; i < dense[o].length; i++) {
        if (dense[o][i] == 0) continue;
        inputs[o][next] = i;
        weights[o][next++] = dense[o][i];
      }
    }
    return new SparseWeights(inputs, weights);
  }

  /** How many entries there are. */
  public long nonZeros() {
    long count = 0;
    for (int[] row : inputs) count += row.length;
    return count;
  }
}

package orrery.intervention;

/** The running sum of what has been written, and the arrays in which readers find it. */
final class Scratch {
  private final double[][] sum; // [dModel][lane], without the constants of attention
  private final double[][] x; // [dModel][lane]
  private final double[][] normal; // [dModel][lane]
  private final int lanes;

  Scratch(int dModel, int lanes) {
    this.sum = new double[dModel][lanes];
    this.x = new double[dModel][lanes];
    this.normal = new double[dModel][lanes];
    this.lanes = lanes;
  }

  void addToSum(double[][] output) {
    for (int d = 0; d < sum.length; d++) LaneMath.add(sum[d], output[d], lanes);
  }

  double[][] copyOfSum() {
    double[][] copy = new double[sum.length][];
    for (int d = 0; d < sum.length; d++) copy[d] = java.util.Arrays.copyOf(sum[d], lanes);
    return copy;
  }

  void readSum(double[][] out) {
    for (int d = 0; d < sum.length; d++) System.arraycopy(sum[d], 0, out[d], 0, lanes);
  }

  /** What a reader gets of the sum and a constant, normalised. */
  double[][] input(Machine machine, double[] constant) {
    for (int d = 0; d < sum.length; d++) {
      for (int i = 0; i < lanes; i++) x[d][i] = sum[d][i] + constant[d];
    }
    return new Norm(machine.config.normalization()).apply(x, normal, lanes);
  }
}

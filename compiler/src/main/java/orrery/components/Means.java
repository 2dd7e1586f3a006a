package orrery.components;

/** What every component writes on average, by position. */
final class Means {
  private final double[][][] sums; // [writer][position][dModel]
  private final long[] counts; // [position]
  private final int width;

  Means(DenseWeights weights) {
    this.width = weights.config.dModel();
    this.sums = new double[weights.writers()][weights.config.nCtx()][width];
    this.counts = new long[weights.config.nCtx()];
  }

  int width() {
    return width;
  }

  /** Adds what all rows of a run have written. */
  void add(DenseRun run) {
    for (int p = 0; p < run.positions; p++) counts[p] += run.rows;
    double[][][] outputs = run.outputs();
    for (int w = 0; w < sums.length; w++) {
      for (int d = 0; d < width; d++) {
        double[] values = outputs[w][d];
        for (int lane = 0; lane < run.rows * run.positions; lane++) {
          sums[w][lane / run.rows][d] += values[lane];
        }
      }
    }
  }

  /** A writer's mean in every row, {@code [dModel][lane]}. */
  double[][] lanes(int writer, int rows, int positions) {
    double[][] lanes = new double[width][rows * positions];
    for (int d = 0; d < width; d++) {
      for (int lane = 0; lane < lanes[d].length; lane++) {
        int p = lane / rows;
        lanes[d][lane] = sums[writer][p][d] / Math.max(1, counts[p]);
      }
    }
    return lanes;
  }
}

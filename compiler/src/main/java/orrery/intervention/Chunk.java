package orrery.intervention;

/**
 * Some examples of one length with what was computed for them once.
 *
 * @param examples their numbers in the task
 * @param clean their clean runs
 * @param reference {@code [writer][dModel][lane]} what replaces each writer's output
 */
record Chunk(int[] examples, Trace clean, double[][][] reference) {
  int rows() {
    return examples.length;
  }

  int positions() {
    return clean.positions;
  }

  int lanes() {
    return clean.lanes();
  }

  /** Reference − clean of one writer, {@code [dModel][lane]}. */
  double[][] difference(int writer) {
    double[][] d = new double[reference[writer].length][lanes()];
    for (int i = 0; i < d.length; i++) {
      LaneMath.subtract(d[i], reference[writer][i], clean.outputs[writer][i], lanes());
    }
    return d;
  }

  /** Reference − clean of every writer, {@code [writer][dModel][lane]}. */
  double[][][] differences() {
    double[][][] all = new double[reference.length][][];
    for (int w = 0; w < all.length; w++) all[w] = difference(w);
    return all;
  }

  /** The metric of the clean runs, into {@code [example of the task]}. */
  void cleanValues(Metric metric, double[] values) {
    for (int r = 0; r < rows(); r++) {
      values[examples[r]] = metric.value(examples[r], clean.logits(r));
    }
  }
}

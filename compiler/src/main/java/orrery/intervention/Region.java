package orrery.intervention;

/**
 * Which positions have to be computed when some writers' outputs change: those that a change can
 * reach and from which it can reach what the metric reads.
 *
 * @param first the first position that can change; queries before it see nothing new
 * @param end behind the last position that matters in layers before the last
 * @param from the first position that can change and that the metric reads
 * @param to behind the last position that the metric reads
 */
record Region(int first, int end, int from, int to) {
  /** The region of some examples when writers' outputs change by {@code [writer][dModel][lane]}. */
  static Region of(
      Machine machine, Metric metric, int[] examples, int positions, double[][][] differences) {
    Region any = of(machine, metric, examples, positions);
    if (!machine.causal()) return any;
    int first = firstChange(differences, examples.length, positions);
    return new Region(first, any.end, Math.max(first, any.from), any.to);
  }

  /** The region of some examples when anything may change. */
  static Region of(Machine machine, Metric metric, int[] examples, int positions) {
    int from = positions;
    int to = 0;
    for (int p = 0; p < positions; p++) {
      for (int example : examples) {
        if (metric.reads(example, p)) {
          from = Math.min(from, p);
          to = p + 1;
        }
      }
    }
    return new Region(0, machine.causal() ? to : positions, Math.min(from, to), to);
  }

  /** All positions. */
  static Region all(int positions) {
    return new Region(0, positions, 0, positions);
  }

  private static int firstChange(double[][][] differences, int rows, int positions) {
    int first = positions * rows;
    for (double[][] writer : differences) {
      for (double[] lanes : writer) {
        for (int i = 0; i < first; i++) if (lanes[i] != 0) first = i;
      }
    }
    return first / rows;
  }

  /** Whether no change can reach anything that is read. */
  boolean isEmpty() {
    return from >= to;
  }

  /** The first position at which a layer's heads and MLP are needed. */
  int from(boolean lastLayer) {
    return lastLayer ? from : first;
  }

  /** Behind the last position at which a layer's heads and MLP are needed. */
  int to(boolean lastLayer) {
    return lastLayer ? to : end;
  }
}

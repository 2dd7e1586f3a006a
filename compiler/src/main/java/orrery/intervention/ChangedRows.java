package orrery.intervention;

/**
 * Collects rows that a change has reached, runs the rest of the pass for many of them at once, and
 * says by how much the metric has moved. Rows without a change never get here: their effect is 0.
 */
final class ChangedRows {
  private final Chunk chunk;
  private final Suffix suffix;
  private final Metric metric;
  private final double[] clean; // [row]
  private final Work work;
  private final boolean[] alive; // [row]
  private final int[] tags; // [slot]
  private final int[] rows; // [slot]
  private Suffix.Start start = new Suffix.Start(0, false);
  private double[][] base = new double[0][]; // [dModel][lane of the chunk]
  private EdgeSweep.Sink sink = (tag, row, effect) -> {};
  private int filled;

  ChangedRows(Chunk chunk, Suffix suffix, Metric metric, Work work) {
    this.chunk = chunk;
    this.suffix = suffix;
    this.metric = metric;
    this.work = work;
    this.alive = new boolean[chunk.rows()];
    this.tags = new int[suffix.capacity];
    this.rows = new int[suffix.capacity];
    this.clean = new double[chunk.rows()];
    for (int r = 0; r < clean.length; r++) {
      clean[r] = metric.value(chunk.examples()[r], chunk.clean().logits(r));
    }
  }

  /**
   * Rows that come now change the sum of outputs at this moment.
   *
   * @param ofClean {@code [dModel][lane]} the sum in the clean run
   */
  void begin(Suffix.Start moment, double[][] ofClean, EdgeSweep.Sink effects) {
    start = moment;
    base = ofClean;
    sink = effects;
  }

  /** Adds a change of all rows, {@code [dModel][lane]}; rows that it leaves alone are left out. */
  void add(int tag, double[][] delta) {
    if (!LaneMath.alive(delta, chunk.rows(), chunk.positions(), alive)) return;
    for (int r = 0; r < alive.length; r++) {
      if (alive[r]) add(tag, r, delta);
    }
  }

  private void add(int tag, int row, double[][] delta) {
    if (filled == suffix.capacity) flush();
    double[][] sum = suffix.sum();
    for (int d = 0; d < sum.length; d++) {
      for (int p = 0; p < chunk.positions(); p++) {
        int lane = p * chunk.rows() + row;
        sum[d][p * suffix.capacity + filled] = base[d][lane] + delta[d][lane];
      }
    }
    tags[filled] = tag;
    rows[filled] = row;
    filled++;
  }

  /** Runs what has been collected. */
  void flush() {
    if (filled == 0) return;
    closeGaps();
    double[][] logits = suffix.run(start, filled);
    work.suffix(filled, start);
    for (int slot = 0; slot < filled; slot++) {
      Logits seen = new LaneLogits(logits, filled, chunk.positions(), slot);
      int row = rows[slot];
      sink.effect(tags[slot], row, metric.value(chunk.examples()[row], seen) - clean[row]);
    }
    filled = 0;
  }

  /** From a stride of the capacity to one of the rows that are there. */
  private void closeGaps() {
    if (filled == suffix.capacity) return;
    for (double[] lanes : suffix.sum()) {
      for (int p = 1; p < chunk.positions(); p++) {
        System.arraycopy(lanes, p * suffix.capacity, lanes, p * filled, filled);
      }
    }
  }
}

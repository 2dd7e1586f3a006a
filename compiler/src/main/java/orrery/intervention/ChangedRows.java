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
    int from = suffix.from(start);
    int to = suffix.to(start);
    if (!LaneMath.alive(delta, chunk.rows(), from, to, alive)) return;
    for (int r = 0; r < alive.length; ) {
      if (!alive[r]) {
        r++;
        continue;
      }
      int stop = r + 1;
      while (stop < alive.length && alive[stop]) stop++;
      while (r < stop) {
        if (filled == suffix.capacity) flush();
        int n = Math.min(stop - r, suffix.capacity - filled);
        add(tag, r, n, delta);
        r += n;
      }
    }
  }

  /** Adds some rows that stand side by side. */
  private void add(int tag, int row, int n, double[][] delta) {
    double[][] sum = suffix.sum();
    for (int d = 0; d < sum.length; d++) {
      for (int p = suffix.from(start); p < suffix.to(start); p++) {
        int lane = p * chunk.rows() + row;
        int at = p * suffix.capacity + filled;
        for (int i = 0; i < n; i++) sum[d][at + i] = base[d][lane + i] + delta[d][lane + i];
      }
    }
    for (int i = 0; i < n; i++) {
      tags[filled + i] = tag;
      rows[filled + i] = row + i;
    }
    filled += n;
  }

  /** Runs what has been collected. */
  void flush() {
    if (filled == 0) return;
    closeGaps();
    double[][] logits = suffix.run(start, filled, this::prefix);
    work.suffix(filled, start);
    for (int slot = 0; slot < filled; slot++) {
      int row = rows[slot];
      Logits seen =
          new ChangedLogits(logits, filled, slot, suffix.region, chunk.clean().logits(row));
      sink.effect(tags[slot], row, metric.value(chunk.examples()[row], seen) - clean[row]);
    }
    filled = 0;
  }

  /** Keys and values of the clean run, for the rows that are there. */
  private void prefix(int layer, int head, double[][] k, double[][] v) {
    HeadRun run = chunk.clean().head(layer, head);
    for (int slot = 0; slot < filled; ) {
      int n = 1;
      while (slot + n < filled && rows[slot + n] == rows[slot] + n) n++;
      for (int p = 0; p < suffix.region.first(); p++) {
        int from = p * chunk.rows() + rows[slot];
        int to = p * filled + slot;
        for (int d = 0; d < k.length; d++) {
          System.arraycopy(run.k[d], from, k[d], to, n);
          System.arraycopy(run.v[d], from, v[d], to, n);
        }
      }
      slot += n;
    }
  }

  /** From a stride of the capacity to one of the rows that are there. */
  private void closeGaps() {
    if (filled == suffix.capacity) return;
    for (double[] lanes : suffix.sum()) {
      for (int p = suffix.from(start); p < suffix.to(start); p++) {
        System.arraycopy(lanes, p * suffix.capacity, lanes, p * filled, filled);
      }
    }
  }
}

package orrery.intervention;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Runs a chunk under one mask after another. */
final class CircuitRuns {
  /** Lanes of a batch of masks: alone, a mask is faster than beside another. */
  static final int LANES = 512;

  private final Machine machine;
  private final Chunk chunk;
  private final Work work;
  private final Replacements references;
  private final AtomicReference<@Nullable RewiredRun> idle = new AtomicReference<>();

  CircuitRuns(Machine machine, Chunk chunk, Work work) {
    this.machine = machine;
    this.chunk = chunk;
    this.work = work;
    this.references = new Replacements(chunk, chunk.reference());
  }

  /**
   * Fills in the metric, {@code [mask][example of the task]}.
   *
   * @param inject whether kept edges carry clean values and all others what is computed
   */
  void run(List<Mask> masks, Metric metric, boolean inject, double[][] values) {
    Replacements replacements =
        inject ? new Replacements(chunk, chunk.clean().outputs) : references;
    Region region = Region.of(machine, metric, chunk.examples(), chunk.positions());
    int most = Math.max(1, LANES / chunk.lanes());
    for (int from = 0; from < masks.size(); from += most) {
      List<Mask> some = masks.subList(from, Math.min(masks.size(), from + most));
      Rewiring wiring =
          inject
              ? Rewiring.injecting(machine, chunk, some, replacements)
              : Rewiring.cutting(machine, chunk, some, replacements);
      if (wiring.isClean()) {
        for (int m = 0; m < some.size(); m++) chunk.cleanValues(metric, values[from + m]);
        continue;
      }
      RewiredRun run = take(some.size() * chunk.rows(), region);
      double[][][] embeddings = inject ? chunk.reference() : chunk.clean().outputs;
      for (int embedding = 0; embedding < 2; embedding++) {
        Tiles.repeat(chunk, embeddings[embedding], run.outputs[embedding], some.size());
      }
      run.run(wiring, Trace.Replacement.none());
      work.forward(run.rows, run.layersRun());
      for (int m = 0; m < some.size(); m++) read(run, m, metric, values[from + m]);
      idle.set(run);
    }
  }

  private void read(RewiredRun run, int mask, Metric metric, double[] values) {
    for (int r = 0; r < chunk.rows(); r++) {
      int row = mask * chunk.rows() + r;
      int example = chunk.examples()[r];
      Logits logits = new LaneLogits(run.logits, run.rows, run.positions, row);
      values[example] = metric.value(example, logits);
    }
  }

  /** A run in the arrays of an earlier one, where they fit and nobody uses them. */
  private RewiredRun take(int rows, Region region) {
    RewiredRun free = idle.getAndSet(null);
    return free != null && free.rows == rows && free.region.equals(region)
        ? free
        : new RewiredRun(machine, rows, chunk.positions(), region);
  }
}

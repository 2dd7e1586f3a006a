package orrery.intervention;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import orrery.lanes.Arithmetic;

/** The derivative of the metric with respect to soft masks, on the rows of one chunk. */
final class SoftGradient {
  private final Machine machine;
  private final Chunk chunk;
  private final Metric metric;
  private final double[][] keep; // [mask][edge]
  private final double[][] slopes; // [mask][edge], added to
  private final boolean[] live; // [edge]
  private final RewiredRun run;
  private final Rewiring wiring;
  private final double[][][] atWriter; // [writer][dModel][lane]

  SoftGradient(Machine machine, Chunk chunk, Metric metric, double[][] keep, double[][] slopes) {
    this.machine = machine;
    this.chunk = chunk;
    this.keep = keep;
    this.slopes = slopes;
    this.live = machine.wiring.live();
    this.wiring = Rewiring.soft(machine, chunk, keep);
    this.metric = metric;
    Region region = Region.of(machine, metric, chunk.examples(), chunk.positions());
    this.run = new RewiredRun(machine, keep.length * chunk.rows(), chunk.positions(), region);
    this.atWriter = new double[machine.writers()][machine.config.dModel()][run.lanes()];
  }

  /** Runs forwards and backwards; fills {@code [mask][example of the task]}. */
  void run(double[][] values) {
    Tiles.repeat(chunk, chunk.clean().outputs[0], run.outputs[0], keep.length);
    Tiles.repeat(chunk, chunk.clean().outputs[1], run.outputs[1], keep.length);
    run.run(wiring, Trace.Replacement.none());
    double[][] atLogits = new double[machine.config.dVocabOut()][run.lanes()];
    for (int m = 0; m < keep.length; m++) {
      for (int r = 0; r < chunk.rows(); r++) {
        int row = m * chunk.rows() + r;
        int example = chunk.examples()[r];
        Logits logits = new LaneLogits(run.logits, run.rows, run.positions, row);
        values[m][example] = metric.value(example, logits);
        metric.gradient(
            example, logits, (p, index, slope) -> atLogits[index][p * run.rows + row] += slope);
      }
    }
    BackwardPass pass =
        new BackwardPass(machine, Backward.EXACT, run.rows, run.positions, run.region);
    Into into = new Into();
    pass.run(new Kept(run), atLogits, into);
    into.flush();
  }

  /** What a rewired run leaves behind. */
  record Kept(RewiredRun run) implements BackwardPass.Forward {
    @Override
    public HeadRun head(int layer, int head) {
      return run.heads.get(layer).get(head);
    }

    @Override
    public double[][] pre(int layer) {
      return run.pre[layer];
    }

    @Override
    public double[][] input(int reader) {
      return run.inputs[reader];
    }
  }

  /** Parts readers' gradients among their edges: all readers of a moment together. */
  private final class Into implements BackwardPass.Flow {
    private final List<Integer> readers = new ArrayList<>();
    private final List<double[][]> gradients = new ArrayList<>(); // [reader][dModel][lane]

    @Override
    public double[][] atWriter(int writer) {
      flush();
      return atWriter[writer];
    }

    @Override
    public void atReader(int reader, double[][] g) {
      readers.add(reader);
      gradients.add(g);
    }

    @Override
    public void atPattern(int layer, int head, double[][] gradient) {
      // Masks act on the stream only.
    }

    private void flush() {
      if (readers.isEmpty()) return;
      int writers = machine.graph.writersOf(readers.get(0));
      wiring.forEachStretch((m, p, from, lanes) -> flush(m, writers, from, lanes));
      readers.clear();
      gradients.clear();
    }

    private void flush(int mask, int writers, int from, int lanes) {
      double[][] kept = new double[writers][readers.size()];
      double[][] sums = new double[writers][readers.size()]; // ⟨replacement − output, gradient⟩
      for (int u = 0; u < writers; u++) {
        for (int i = 0; i < readers.size(); i++) {
          kept[u][i] = wiring.keep(mask, machine.graph.edge(u, readers.get(i)));
        }
      }
      for (int d = 0; d < machine.config.dModel(); d++) {
        int dimension = d;
        double[][] g = gradients.stream().map(x -> x[dimension]).toArray(double[][]::new);
        double[][] to = new double[writers][];
        for (int u = 0; u < writers; u++) to[u] = atWriter[u][d];
        Arithmetic.best().multiply(kept, g, from, to, from, lanes, true);
        double[][] differences = Arrays.copyOf(wiring.differences(d), writers);
        Arithmetic.best().addDots(differences, g, from, lanes, sums);
      }
      for (int u = 0; u < writers; u++) {
        for (int i = 0; i < readers.size(); i++) {
          int edge = machine.graph.edge(u, readers.get(i));
          if (live[edge]) slopes[mask][edge] -= sums[u][i];
        }
      }
    }
  }
}

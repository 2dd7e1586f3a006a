package orrery.intervention;

/** The derivative of the metric with respect to soft masks, on the rows of one chunk. */
final class SoftGradient {
  private final Machine machine;
  private final Chunk chunk;
  private final double[][] keep; // [mask][edge]
  private final double[][] slopes; // [mask][edge], added to
  private final boolean[] live; // [edge]
  private final RewiredRun run;
  private final SoftWiring wiring;
  private final double[][][] atWriter; // [writer][dModel][lane]

  SoftGradient(Machine machine, Chunk chunk, double[][] keep, double[][] slopes) {
    this.machine = machine;
    this.chunk = chunk;
    this.keep = keep;
    this.slopes = slopes;
    this.live = machine.wiring.live();
    this.wiring = new SoftWiring(machine, keep, chunk);
    this.run = new RewiredRun(machine, keep.length * chunk.rows(), chunk.positions());
    this.atWriter = new double[machine.writers()][machine.config.dModel()][run.lanes()];
  }

  /** Runs forwards and backwards; fills {@code [mask][example of the task]}. */
  void run(Metric metric, double[][] values) {
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
    BackwardPass pass = new BackwardPass(machine, Backward.EXACT, run.rows, run.positions);
    pass.run(new Kept(run), atLogits, new Into());
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

  /** Parts a reader's gradient among its edges. */
  private final class Into implements BackwardPass.Flow {
    @Override
    public double[][] atWriter(int writer) {
      return atWriter[writer];
    }

    @Override
    public void atReader(int reader, double[][] g) {
      int rows = chunk.rows();
      for (int writer = 0; writer < machine.graph.writersOf(reader); writer++) {
        int edge = machine.graph.edge(writer, reader);
        for (int p = 0; p < run.positions; p++) {
          for (int m = 0; m < keep.length; m++) {
            int at = p * run.rows + m * rows;
            double share = wiring.keep(m, edge);
            if (live[edge]) slopes[m][edge] += slope(writer, g, at, p * rows);
            for (int d = 0; d < g.length && share != 0; d++) {
              LaneMath.addScaled(atWriter[writer][d], at, share, g[d], at, rows);
            }
          }
        }
      }
    }

    private double slope(int writer, double[][] g, int at, int from) {
      double sum = 0;
      for (int d = 0; d < g.length; d++) {
        double[] current = run.outputs[writer][d];
        double[] cut = chunk.reference()[writer][d];
        for (int r = 0; r < chunk.rows(); r++) {
          sum += (current[at + r] - cut[from + r]) * g[d][at + r];
        }
      }
      return sum;
    }

    @Override
    public void atPattern(int layer, int head, double[][] gradient) {
      // Masks act on the stream only.
    }
  }
}

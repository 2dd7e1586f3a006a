package orrery.intervention;

import java.util.Arrays;

/**
 * The inputs of readers under soft masks, each with all rows of a chunk: keep · output + (1 − keep)
 * · reference.
 */
final class SoftWiring implements ReaderInputs {
  private final Machine machine;
  private final double[][] keep; // [mask][edge]
  private final Chunk chunk;

  SoftWiring(Machine machine, double[][] keep, Chunk chunk) {
    this.machine = machine;
    this.keep = keep;
    this.chunk = chunk;
  }

  /** How much of an edge a mask keeps; all of one that is not wired. */
  double keep(int mask, int edge) {
    return machine.wiring.isWired(edge) ? keep[mask][edge] : 1;
  }

  @Override
  public boolean isPlain(int reader) {
    return false;
  }

  @Override
  public void fill(int reader, double[][][] outputs, double[][] sum) {
    int rows = chunk.rows();
    int stride = keep.length * rows;
    for (double[] lanes : sum) Arrays.fill(lanes, 0);
    for (int writer = 0; writer < machine.graph.writersOf(reader); writer++) {
      int edge = machine.graph.edge(writer, reader);
      double[][] cut = chunk.reference()[writer];
      for (int p = 0; p < chunk.positions(); p++) {
        for (int m = 0; m < keep.length; m++) {
          int at = p * stride + m * rows;
          double share = keep(m, edge);
          for (int d = 0; d < sum.length; d++) {
            if (share != 0) {
              LaneMath.addScaled(sum[d], at, share, outputs[writer][d], at, rows);
            }
            if (share != 1) LaneMath.addScaled(sum[d], at, 1 - share, cut[d], p * rows, rows);
          }
        }
      }
    }
  }
}

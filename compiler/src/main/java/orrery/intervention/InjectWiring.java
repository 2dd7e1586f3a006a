package orrery.intervention;

import java.util.Arrays;
import java.util.List;

/** The inputs of readers when kept edges carry clean values and cut ones what is computed now. */
final class InjectWiring implements ReaderInputs {
  private final Machine machine;
  private final List<Mask> masks;
  private final Chunk chunk;

  InjectWiring(Machine machine, List<Mask> masks, Chunk chunk) {
    this.machine = machine;
    this.masks = masks;
    this.chunk = chunk;
  }

  @Override
  public boolean isPlain(int reader) {
    return false;
  }

  @Override
  public void fill(int reader, double[][][] outputs, double[][] sum) {
    int rows = chunk.rows();
    int stride = masks.size() * rows;
    for (double[] lanes : sum) Arrays.fill(lanes, 0);
    for (int writer = 0; writer < machine.graph.writersOf(reader); writer++) {
      int edge = machine.graph.edge(writer, reader);
      for (int p = 0; p < chunk.positions(); p++) {
        for (int m = 0; m < masks.size(); m++) {
          int at = p * stride + m * rows;
          boolean kept = masks.get(m).keeps(edge, p);
          for (int d = 0; d < sum.length; d++) {
            if (kept) LaneMath.add(sum[d], at, chunk.clean().outputs[writer][d], p * rows, rows);
            else LaneMath.add(sum[d], at, outputs[writer][d], at, rows);
          }
        }
      }
    }
  }
}

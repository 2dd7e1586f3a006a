package orrery.intervention;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * The inputs of readers under hard masks: mask after mask, each with all rows of a chunk.
 *
 * <p>An edge that is not wired is taken as kept, so that cutting it changes nothing, not even by
 * rounding.
 */
final class MaskWiring implements ReaderInputs {
  private final Machine machine;
  private final List<Mask> masks;
  private final int rows; // of the chunk
  private final int positions;
  private final double[][][] whenCut; // [writer][dModel][lane of the chunk]
  private final BitSet plain = new BitSet(); // readers all of whose edges are kept by every mask

  MaskWiring(Machine machine, List<Mask> masks, Chunk chunk) {
    this.machine = machine;
    this.masks = masks;
    this.rows = chunk.rows();
    this.positions = chunk.positions();
    this.whenCut = chunk.reference();
    for (int reader = 0; reader < machine.graph.readers().size(); reader++) {
      plain.set(reader, isWhole(reader));
    }
  }

  private boolean isWhole(int reader) {
    for (int writer = 0; writer < machine.graph.writersOf(reader); writer++) {
      int edge = machine.graph.edge(writer, reader);
      if (machine.wiring.isWired(edge) && !masks.stream().allMatch(m -> m.keeps(edge))) return false;
    }
    return true;
  }

  @Override
  public boolean isPlain(int reader) {
    return plain.get(reader);
  }

  @Override
  public void fill(int reader, double[][][] outputs, double[][] sum) {
    int stride = masks.size() * rows;
    for (double[] lanes : sum) Arrays.fill(lanes, 0);
    for (int writer = 0; writer < machine.graph.writersOf(reader); writer++) {
      int edge = machine.graph.edge(writer, reader);
      boolean dead = !machine.wiring.isWired(edge);
      for (int p = 0; p < positions; p++) {
        for (int m = 0; m < masks.size(); m++) {
          int at = p * stride + m * rows;
          boolean kept = dead || masks.get(m).keeps(edge, p);
          for (int d = 0; d < sum.length; d++) {
            if (kept) LaneMath.add(sum[d], at, outputs[writer][d], at, rows);
            else LaneMath.add(sum[d], at, whenCut[writer][d], p * rows, rows);
          }
        }
      }
    }
  }
}

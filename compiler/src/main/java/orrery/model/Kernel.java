package orrery.model;

import java.util.Arrays;
import java.util.stream.IntStream;

/** An {@link Affine} map in float32, by columns: what each output is a sum of. */
final class Kernel {
  private final int[] start; // [output + 1]
  private final int[] from; // [entry], ascending within an output
  private final float[] weight; // [entry]
  private final float[] bias; // [output]
  private final int[] all;
  private final int[] active;

  Kernel(Affine map) {
    Matrix byOutput = map.w().transpose();
    int outputs = byOutput.rows();
    this.start = new int[outputs + 1];
    this.from = new int[Math.toIntExact(byOutput.nonZeros())];
    this.weight = new float[from.length];
    this.bias = new float[outputs];
    int[] next = {0};
    for (int o = 0; o < outputs; o++) {
      byOutput.forEachInRow(
          o,
          (input, value) -> {
            from[next[0]] = input;
            weight[next[0]] = (float) value;
            next[0]++;
          });
      start[o + 1] = next[0];
      bias[o] = (float) map.b().get(o);
    }
    this.all = IntStream.range(0, outputs).toArray();
    this.active = Arrays.stream(all).filter(this::isActive).toArray();
  }

  /** Every output. */
  int[] all() {
    return all;
  }

  /** The outputs that are not always zero. */
  int[] active() {
    return active;
  }

  boolean isActive(int output) {
    return start[output] < start[output + 1] || bias[output] != 0;
  }

  /** Computes some outputs, {@code [input, lane]} to {@code [output, lane]}. */
  void apply(float[][] in, float[][] out, int[] outputs, int lanes) {
    for (int o : outputs) {
      sum(in, out[o], o, lanes);
    }
  }

  /** Computes some outputs and parts their positions, to {@code [output, position, row]}. */
  void applyByPosition(float[][] in, float[][][] out, int[] outputs, float[] scratch, Batch batch) {
    int n = batch.size();
    for (int o : outputs) {
      sum(in, scratch, o, batch.lanes());
      for (int p = 0; p < batch.positions(); p++) {
        System.arraycopy(scratch, p * n, out[o][p], 0, n);
      }
    }
  }

  private void sum(float[][] in, float[] sum, int output, int lanes) {
    Lanes.fill(sum, bias[output], lanes);
    int end = start[output + 1];
    int i = start[output];
    for (; i + 4 <= end; i += 4) {
      Lanes.addScaled4(
          sum,
          weight[i],
          in[from[i]],
          weight[i + 1],
          in[from[i + 1]],
          weight[i + 2],
          in[from[i + 2]],
          weight[i + 3],
          in[from[i + 3]],
          lanes);
    }
    for (; i < end; i++) {
      Lanes.addScaled(sum, weight[i], in[from[i]], lanes);
    }
  }
}

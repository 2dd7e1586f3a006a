package orrery.engine;

import java.util.List;
import orrery.intervention.Logits;

/**
 * Some examples of one length with what was computed for them once, within the Java heap.
 *
 * @param examples their numbers in the task
 * @param positions their length
 * @param outputs clean outputs, {@code [writer, row, position, dModel]}
 * @param reference what replaces them, shaped alike
 * @param patterns clean attention, {@code [layer with heads][head, row, query, key]}
 * @param logits {@code [row, position, dVocabOut]}
 */
record Chunk(
    int[] examples,
    int positions,
    double[] outputs,
    double[] reference,
    List<double[]> patterns,
    double[] logits) {
  int rows() {
    return examples.length;
  }

  int lanes() {
    return rows() * positions;
  }

  /** reference − outputs, shaped alike. */
  double[] differences() {
    double[] differences = new double[outputs.length];
    for (int i = 0; i < differences.length; i++) differences[i] = reference[i] - outputs[i];
    return differences;
  }

  /** The clean logits of a row. */
  Logits logits(int row) {
    return new RowLogits(logits, row, positions, logits.length / lanes());
  }

  static double[] joined(List<double[]> parts) {
    double[] all = new double[parts.stream().mapToInt(p -> p.length).sum()];
    int at = 0;
    for (double[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  /**
   * The logits of one row of a batch.
   *
   * @param values {@code [row, position, dVocabOut]}
   */
  record RowLogits(double[] values, int row, int positions, int width) implements Logits {
    @Override
    public double get(int position, int index) {
      return values[(row * positions + position) * width + index];
    }
  }
}

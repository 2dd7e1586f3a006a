package orrery.model;

import java.util.stream.IntStream;

/** The rows of an embedding in float32, each as index and value of its non-zeros. */
final class TokenTable {
  private final int[][] index; // [id, entry]
  private final float[][] value; // [id, entry]

  TokenTable(Matrix rows) {
    this.index = new int[rows.rows()][];
    this.value = new float[rows.rows()][];
    for (int id = 0; id < index.length; id++) {
      double[] row = rows.rowToArray(id);
      index[id] = IntStream.range(0, row.length).filter(c -> row[c] != 0).toArray();
      value[id] = new float[index[id].length];
      for (int i = 0; i < index[id].length; i++) {
        value[id][i] = (float) row[index[id][i]];
      }
    }
  }

  /** Adds one id's row to one lane of the stream, {@code [index, lane]}. */
  void addTo(float[][] stream, int id, int lane) {
    for (int i = 0; i < index[id].length; i++) {
      stream[index[id][i]][lane] += value[id][i];
    }
  }
}

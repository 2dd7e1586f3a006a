package orrery.intervention;

/** Sets the rows of a chunk side by side several times. */
final class Tiles {
  private Tiles() {}

  /** {@code [dModel][lane of the chunk]} into {@code [dModel][lane of n times its rows]}. */
  static void repeat(Chunk chunk, double[][] from, double[][] to, int n) {
    int rows = chunk.rows();
    for (int d = 0; d < from.length; d++) {
      for (int p = 0; p < chunk.positions(); p++) {
        for (int i = 0; i < n; i++) {
          System.arraycopy(from[d], p * rows, to[d], p * n * rows + i * rows, rows);
        }
      }
    }
  }
}

package orrery.intervention;

/**
 * The size of a batch of sequences of one length: position p of row r is lane p · rows + r.
 *
 * @param rows sequences
 * @param positions of each
 */
record Lanes(int rows, int positions) {
  int count() {
    return rows * positions;
  }
}

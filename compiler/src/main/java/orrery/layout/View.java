package orrery.layout;

import java.util.Optional;

/**
 * A variable as a function of one categorical cell, so that any function of it can be read.
 *
 * @param cell where it stands; absent for a constant
 * @param codes {@code [cell's domain size]} the variable's code at each value of the cell, negative
 *     where that value never occurs; one entry for a constant
 */
record View(Optional<Cell> cell, int[] codes) {
  /** A variable in its own cell. */
  static View whole(Cell cell) {
    int[] codes = new int[cell.encoding().domain().size()];
    for (int i = 0; i < codes.length; i++) codes[i] = i;
    return new View(Optional.of(cell), codes);
  }

  /** A function of this variable. */
  View mapped(int[] table) {
    int[] mapped = new int[codes.length];
    for (int i = 0; i < codes.length; i++) {
      mapped[i] = codes[i] < 0 ? -1 : table[codes[i]];
    }
    return new View(cell, mapped);
  }

  /** The functional that equals {@code h} of the variable. */
  Reading read(double[] h) {
    if (cell.isEmpty()) return Reading.constant(h[codes[0]]);
    double[] ofCell = new double[codes.length];
    boolean everywhere = true;
    for (int i = 0; i < codes.length; i++) {
      ofCell[i] = codes[i] < 0 ? 0 : h[codes[i]];
      everywhere &= codes[i] < 0 || ofCell[i] == 1;
    }
    if (everywhere) return Reading.constant(1);
    return Reading.of(cell.get(), cell.get().encoding().functional(ofCell).orElseThrow());
  }

  /** The half-layer that writes it. */
  int time() {
    return cell.map(Cell::time).orElse(Schedule.EMBEDDING);
  }
}

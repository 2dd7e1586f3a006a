package orrery.weights;

import orrery.layout.Reading;
import orrery.layout.ResidualLayout;
import orrery.model.MatrixBuilder;

/** Writes functionals into the columns of reading matrices. */
final class Columns {
  private Columns() {}

  static void write(
      MatrixBuilder matrix, double[] bias, ResidualLayout layout, Reading reading, int column) {
    for (Reading.Term t : reading.terms()) {
      matrix.add(layout.dimension(t.cell(), t.dimension()), column, t.weight());
    }
    bias[column] += reading.constant();
  }
}

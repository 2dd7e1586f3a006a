package orrery.verify;

import java.util.concurrent.atomic.DoubleAccumulator;
import orrery.causal.Selection;
import orrery.circuit.HeadRole;
import orrery.model.ActivationBatch;
import orrery.model.Site;

/**
 * Measures how much attention a head spends outside the positions that its selector selects: their
 * sum, not what the selected ones lack of 1, which float32 rounds a hundred times coarser.
 */
final class LeakCheck implements Check {
  private final HeadRole role;
  private final DoubleAccumulator largest = new DoubleAccumulator(Math::max, 0);
  private long[][] selected = {}; // [input][query * words]

  LeakCheck(HeadRole role) {
    this.role = role;
  }

  double largest() {
    return largest.get();
  }

  @Override
  public Site site() {
    return Site.of(Site.Kind.PATTERN, role.head().layer(), role.head().head());
  }

  @Override
  public void prepare(Expected expected) {
    Selection selection = expected.evaluation().selection(role.selector());
    selected = new long[expected.evaluation().batch().size()][];
    for (int row = 0; row < selected.length; row++) selected[row] = selection.of(row);
  }

  @Override
  public void at(ActivationBatch values, Expected expected) {
    for (int row = 0; row < values.rows(); row++) {
      long sequence = values.sequence(row);
      int length = expected.input(sequence).length;
      int words = Selection.words(length);
      long[] bits = selected[expected.row(sequence)];
      for (int q = 0; q < length; q++) {
        double outside = 0;
        boolean any = false;
        for (int k = 0; k < values.positions() - 1; k++) {
          if (k < length && (bits[q * words + (k >> 6)] >>> (k & 63) & 1) != 0) {
            any = true;
          } else {
            outside += values.get(row, q + 1, k + 1);
          }
        }
        if (any && !role.counting()) outside += values.get(row, q + 1, 0);
        largest.accumulate(outside);
      }
    }
  }
}

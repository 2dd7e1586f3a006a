package orrery.publish;

import java.util.List;
import orrery.artifact.ModelFolder;
import orrery.causal.CausalModel;
import orrery.components.InputSplit;
import orrery.truth.Coverage;
import orrery.verify.Acceptance;

/**
 * The inputs that a model is evaluated on.
 *
 * @param inputs token codes without BOS
 * @param isHeldOut whether no training has seen them
 * @param described how they were drawn, a clause
 */
record HeldOut(List<int[]> inputs, boolean isHeldOut, String described) {
  private static final int MOST = 1000;

  /**
   * Of a trained model those that its acceptance was measured on; of a compiled one some that are
   * drawn by a seed, since it was not trained on any.
   */
  static HeldOut of(ModelFolder.Contents contents, long seed) {
    CausalModel program = contents.model().meaning();
    if (contents.certificate() instanceof Acceptance a) {
      InputSplit split = InputSplit.of(program, a.seed(), (int) Math.min(a.inputs(), MOST * 10));
      boolean isExhaustive = split.coverage() == Coverage.EXHAUSTIVE;
      return new HeldOut(
          split.heldOut(),
          !isExhaustive,
          isExhaustive
              ? "all legal inputs: the program has so few that training has seen them all"
              : "held out of training, split with seed " + a.seed());
    }
    InputSplit split = InputSplit.of(program, seed, MOST);
    return new HeldOut(
        split.heldOut(), /* isHeldOut= */ true, "drawn with seed " + seed + "; nothing was trained");
  }
}

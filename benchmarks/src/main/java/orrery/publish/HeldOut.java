package orrery.publish;

import java.util.List;
import java.util.Optional;
import orrery.artifact.ModelFolder;
import orrery.causal.CausalModel;
import orrery.circuit.TrainingRecord;
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
  /** How many inputs `orrery train` holds out of a training, where there are enough. */
  private static final int TRAINED = 2_000;

  private static final int DRAWN = 1_000;

  /** The seed by which a training parts its inputs, by its name in the training record. */
  private static final String SPLIT = "inputs";

  /**
   * Of a trained model those that were held out, where the record says by which seed and they are
   * as many as were certified; of any other some that are drawn.
   */
  static HeldOut of(ModelFolder.Contents contents, long seed) {
    CausalModel program = contents.model().meaning();
    Optional<TrainingRecord> training = contents.model().build().training();
    if (training.isEmpty()) {
      InputSplit split = InputSplit.of(program, seed, DRAWN);
      String how = "drawn with seed %d; nothing was trained".formatted(seed);
      return new HeldOut(split.heldOut(), /* isHeldOut= */ true, how);
    }
    Long own = training.get().seeds().get(SPLIT);
    InputSplit split = InputSplit.of(program, own == null ? seed : own, TRAINED);
    boolean isKnown =
        own != null
            && contents.certificate() instanceof Acceptance a
            && a.inputs() == split.heldOut().size();
    boolean isAll = split.coverage() == Coverage.EXHAUSTIVE;
    return new HeldOut(split.heldOut(), isKnown && !isAll, described(isKnown, isAll));
  }

  private static String described(boolean isKnown, boolean isAll) {
    if (isAll) return "all legal inputs: there are so few that training may see them all";
    return isKnown
        ? "held out of the training; the certificate speaks of them"
        : "drawn; which inputs training has seen is not known";
  }
}

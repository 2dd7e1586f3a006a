package orrery.components;

import java.util.List;
import java.util.SortedMap;
import orrery.circuit.CompiledModel;
import orrery.circuit.TrainingRecord;

/** The inputs that a trained model has not seen, found again from what is recorded of it. */
public final class HeldOutInputs {
  /** The name, among a record's seeds, of the one that parted the inputs. */
  public static final String SEED = "inputs";

  /** The name, among a record's settings, of how many inputs were to be held out. */
  public static final String COUNT = "held-out-inputs";

  private static final int MOST = 1_000_000;

  private HeldOutInputs() {}

  /**
   * The inputs held out when a model was trained, in the same order.
   *
   * @throws IllegalArgumentException with a sentence where the model was not trained, or its record
   *     does not say how the inputs were parted
   */
  public static List<int[]> of(CompiledModel model) {
    TrainingRecord training =
        model
            .build()
            .training()
            .orElseThrow(() -> new IllegalArgumentException("the model was not trained"));
    SortedMap<String, Long> seeds = training.seeds();
    if (!seeds.containsKey(SEED)) throw missing("the seed `" + SEED + "`");
    long seed = seeds.getOrDefault(SEED, 0L);
    return InputSplit.of(model.meaning(), seed, count(training.settings())).heldOut();
  }

  private static int count(SortedMap<String, String> settings) {
    String text = settings.getOrDefault(COUNT, "");
    int count = text.matches("\\d{1,7}") ? Integer.parseInt(text) : 0;
    if (count >= 1 && count <= MOST) return count;
    throw missing("the setting `%s`, a number from 1 to %d".formatted(COUNT, MOST));
  }

  private static IllegalArgumentException missing(String what) {
    return new IllegalArgumentException(
        "which inputs were held out is not recorded: the training lacks " + what);
  }
}

package orrery.task;

import java.util.Locale;

/**
 * How to make a {@link orrery.intervention.Task} from a compiled model.
 *
 * @param examples how many pairs; fewer where the program has fewer inputs
 * @param seed of the draw
 * @param counterfactual how the other half of a pair is made
 * @param reference what cut edges carry: a name of {@link orrery.intervention.Reference#names}
 * @param metric what is measured
 */
public record TaskOptions(
    int examples, long seed, Counterfactual counterfactual, String reference, Metric metric) {
  /** 100 random pairs, resampled, logit difference. */
  public static final TaskOptions DEFAULT =
      new TaskOptions(100, 0, Counterfactual.RANDOM, "resample", Metric.LOGIT_DIFF);

  /** How the other half of a pair is made. */
  public enum Counterfactual {
    /** Another legal input of the same length. */
    RANDOM,
    /** The same input with one token replaced by another that leaves it legal (STR). */
    TOKEN,
    /**
     * An input that changes one variable of the program and nothing else that does not follow from
     * it: exactly matched.
     */
    MATCHED;

    /** The name in options and reports. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What is measured, as a loss, over the positions where an output is judged. */
  public enum Metric {
    /**
     * −(logit of the clean answer − logit of the counterfactual's answer), or for a number its
     * movement from the clean answer towards the counterfactual's; averaged over the judged
     * positions at which the two answers differ.
     */
    LOGIT_DIFF,
    /** KL(clean ‖ patched) of the softmax, averaged over judged positions. */
    KL,
    /** −log softmax of the clean answer, averaged over judged positions. */
    CROSS_ENTROPY,
    /** 1 − probability of the clean answer. */
    PROBABILITY,
    /** Mean squared difference from the clean logits. */
    SQUARED_ERROR,
    /** The share of judged positions at which the decoded answer is not the program's. */
    ERROR_RATE;

    /** The name in options and reports. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}

package orrery.truth;

import java.util.Optional;

/**
 * What an interchange intervention did to a model, beside what it does to the program.
 *
 * @param legal whether the program has an answer: values may be such that a selector finds nothing,
 *     or different values, where the program is sure of one; then nothing is compared
 * @param informative whether the program's answer is another than without the intervention
 * @param first the first judged position at which the model answers otherwise
 */
record Interchanged(boolean legal, boolean informative, Optional<Difference> first) {
  /**
   * An answer that is not the program's.
   *
   * @param output the output's name
   * @param position in the input, BOS not counted
   * @param expected the program's answer
   * @param got the model's answer; {@code NaN} where its logits are no numbers
   */
  record Difference(String output, int position, String expected, String got) {}

  /** Whether the model does what the program does. */
  boolean agrees() {
    return legal && first.isEmpty();
  }

  /** The difference as a case that can be done again. */
  Optional<Abstraction.Counterexample> counterexample(InterchangeCase where) {
    return first.map(
        d ->
            new Abstraction.Counterexample(where, d.output(), d.position(), d.expected(), d.got()));
  }
}

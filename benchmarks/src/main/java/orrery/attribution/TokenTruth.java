package orrery.attribution;

import java.util.BitSet;
import java.util.Optional;
import orrery.causal.CausalModel;

/**
 * The truths about the tokens of one input and one answer of a program; several, because they are
 * answers to different questions.
 *
 * @param visible the tokens that the answer can see at all: in a causal program those up to its
 *     position
 * @param provenance where the answer was read from in this run
 * @param sensitivity which single tokens change it
 * @param worth what sets of tokens are worth; empty where there are too many inputs, and then
 *     {@code refusal} says so
 * @param refusal why {@code worth} is empty
 */
public record TokenTruth(
    BitSet visible,
    BitSet provenance,
    Sensitivity sensitivity,
    Optional<Worth> worth,
    Optional<String> refusal) {

  /**
   * What follows from the game of the answer's chances, {@link LengthSpace#chances}.
   *
   * @param shapley {@code [token]}
   * @param sufficient the minimal sets that settle the answer
   * @param interactions of order 2
   */
  public record Worth(double[] shapley, SufficientSets sufficient, Interactions interactions) {
    /** All of it, of one game. */
    public static Worth of(Game chances) {
      return new Worth(Shapley.of(chances), SufficientSets.of(chances), Interactions.of(chances));
    }
  }

  /**
   * The truths about one answer; who asks about many takes {@link TokenTruths}.
   *
   * @param input codes in the alphabet, without BOS
   * @param position where the output is judged
   * @throws IllegalArgumentException if the input is not legal, or has no such position
   */
  public static TokenTruth of(
      CausalModel model, int[] input, CausalModel.Output output, int position) {
    return new TokenTruths(model).of(input, output, position);
  }
}

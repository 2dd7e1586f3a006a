package orrery.attribution;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import orrery.causal.CausalModel;
import orrery.causal.Evaluation;
import orrery.causal.InputBatch;
import orrery.causal.InputSpace;
import orrery.causal.Variable;

/**
 * All legal inputs of one length, and what a program makes of them.
 *
 * <p>Declares the games that tokens play: for an input x the players are its tokens, and a set S of
 * them is worth the mean of something over the legal inputs that have the tokens of S where x has
 * them, all equally likely.
 */
public final class LengthSpace {
  /** So many words are looked at, at most. */
  public static final int MOST = 50_000;

  private final int length;
  private final List<int[]> inputs;
  private final InputBatch batch;
  private final Evaluation evaluation;

  private LengthSpace(CausalModel model, int length) {
    this.length = length;
    this.inputs = new ArrayList<>();
    model.inputs().ofLength(length).forEachBatch(b -> Collections.addAll(inputs, b.rows()));
    this.batch = InputBatch.of(inputs, length);
    this.evaluation = new Evaluation(batch, model.inputs().causal());
  }

  /**
   * The inputs of one length.
   *
   * @throws AttributionRefusal where there may be more than {@value #MOST}, or the length is beyond
   *     {@value Game#MOST_PLAYERS}
   */
  public static LengthSpace of(CausalModel model, int length) {
    InputSpace space = model.inputs().ofLength(length);
    if (length > Game.MOST_PLAYERS || !space.isAtMost(MOST)) {
      throw new AttributionRefusal(
          "%s has %s inputs of %d tokens: exact Shapley values and sufficient sets are computed up to %,d inputs of %d tokens; give the program a smaller alphabet or shorter inputs (-D NAME=VALUE where it has a param)."
              .formatted(model.name(), space.candidates(), length, MOST, Game.MOST_PLAYERS));
    }
    return new LengthSpace(model, length);
  }

  /** The legal inputs, in alphabetical order. */
  public List<int[]> inputs() {
    return Collections.unmodifiableList(inputs);
  }

  /**
   * The game of an answer: v(S) is the chance that the value stays as it is when the tokens of S
   * are kept and the others are drawn.
   *
   * @throws IllegalArgumentException if the input is no legal one of this length
   */
  public Game chances(int[] input, Variable variable, int position) {
    int[] agreement = agreement(input);
    int[] codes = evaluation.codes(variable);
    int own = codes[batch.at(rowOf(agreement), position)];
    double[] same = new double[agreement.length];
    for (int i = 0; i < same.length; i++) same[i] = codes[batch.at(i, position)] == own ? 1 : 0;
    return Game.ofMeans(length, agreement, same);
  }

  /**
   * The game of a number that each input has: v(S) is its mean over the draws.
   *
   * @param payoff {@code [input]} as in {@link #inputs}
   */
  public Game means(int[] input, double[] payoff) {
    int[] agreement = agreement(input);
    rowOf(agreement);
    return Game.ofMeans(length, agreement, payoff);
  }

  /** On which tokens each legal input agrees with one, as bits. */
  int[] agreement(int[] input) {
    if (input.length != length) {
      throw new IllegalArgumentException("%d tokens, not %d".formatted(input.length, length));
    }
    int[] agreement = new int[inputs.size()];
    for (int i = 0; i < agreement.length; i++) {
      int[] other = inputs.get(i);
      for (int t = 0; t < length; t++) if (other[t] == input[t]) agreement[i] |= 1 << t;
    }
    return agreement;
  }

  private int rowOf(int[] agreement) {
    for (int i = 0; i < agreement.length; i++) {
      if (agreement[i] == (1 << length) - 1) return i;
    }
    throw new IllegalArgumentException("not a legal input of " + length + " tokens");
  }
}

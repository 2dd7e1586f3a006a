package orrery.attribution;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import orrery.causal.CausalModel;
import orrery.causal.Evaluation;
import orrery.causal.InputBatch;
import orrery.causal.InputSpace;
import orrery.causal.Variable;

/**
 * Which single tokens change a value when they are replaced.
 *
 * @param shares {@code [token]} of its legal replacements, the share that changes the value, 0 to
 *     1; 0 where none is legal
 * @param replacements {@code [token]} how many legal replacements it has
 */
public record Sensitivity(double[] shares, int[] replacements) {
  /** The sensitivity of a variable's value at a position to each token of an input. */
  public static Sensitivity of(CausalModel model, int[] input, Variable variable, int position) {
    InputSpace space = model.inputs();
    double[] shares = new double[input.length];
    int[] replacements = new int[input.length];
    for (int t = 0; t < input.length; t++) {
      List<int[]> inputs = new ArrayList<>(replaced(space, input, t));
      replacements[t] = inputs.size();
      if (inputs.isEmpty()) continue;
      inputs.add(input);
      InputBatch batch = InputBatch.of(inputs, input.length);
      int[] codes = new Evaluation(batch, space.causal()).codes(variable);
      int own = codes[batch.at(batch.size() - 1, position)];
      int changed = 0;
      for (int i = 0; i < replacements[t]; i++) {
        if (codes[batch.at(i, position)] != own) changed++;
      }
      shares[t] = changed / (double) replacements[t];
    }
    return new Sensitivity(shares, replacements);
  }

  /** The legal inputs that differ from one in one token only. */
  static List<int[]> replaced(InputSpace space, int[] input, int token) {
    List<int[]> words = new ArrayList<>();
    for (int code = 0; code < space.alphabet().size(); code++) {
      if (code == input[token]) continue;
      int[] word = input.clone();
      word[token] = code;
      words.add(word);
    }
    return space.legalOf(words);
  }

  /** The tokens that change the value by some legal replacement. */
  public BitSet tokens() {
    BitSet tokens = new BitSet();
    for (int t = 0; t < shares.length; t++) tokens.set(t, shares[t] > 0);
    return tokens;
  }
}

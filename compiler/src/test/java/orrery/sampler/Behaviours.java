package orrery.sampler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import orrery.causal.CausalModel;
import orrery.causal.Evaluation;
import orrery.causal.InputBatch;

/** A program asked one input at a time: what the sampler's tables are compared with. */
record Behaviours(CausalModel meaning, List<int[]> inputs) {
  /** Judged answers, input after input; -1 where there is none. */
  int[] judged(CausalModel.Output output) {
    List<Integer> all = new ArrayList<>();
    for (int[] input : inputs) {
      int[] codes = codes(input, output);
      for (int p = 0; p < input.length; p++) {
        all.add(output.judgedAt(p, input.length) ? codes[p] : -1);
      }
    }
    return all.stream().mapToInt(Integer::intValue).toArray();
  }

  private int[] codes(int[] input, CausalModel.Output output) {
    InputBatch batch = InputBatch.of(List.of(input), input.length);
    return new Evaluation(batch, meaning.inputs().causal()).codes(output.variable());
  }

  boolean isIdentity(CausalModel.Output output) {
    for (int[] input : inputs) {
      int[] codes = codes(input, output);
      for (int p = 0; p < input.length; p++) {
        if (!output.judgedAt(p, input.length) || codes[p] < 0) continue;
        boolean same =
            output.variable().domain().value(codes[p])
                .equals(meaning.inputs().alphabet().value(input[p]));
        if (!same) return false;
      }
    }
    return true;
  }

  /** Whether one list is the other with its codes renamed, one to one. */
  static boolean sameUpToNames(int[] one, int[] two) {
    Map<Integer, Integer> forth = new HashMap<>();
    Map<Integer, Integer> back = new HashMap<>();
    for (int i = 0; i < one.length; i++) {
      if (one[i] < 0 != two[i] < 0) return false;
      if (one[i] < 0) continue;
      if (forth.computeIfAbsent(one[i], unseen(two[i])) != two[i]) return false;
      if (back.computeIfAbsent(two[i], unseen(one[i])) != one[i]) return false;
    }
    return true;
  }

  private static Function<Integer, Integer> unseen(int name) {
    return code -> name;
  }

  /** Every order of the numbers below {@code n}. */
  static List<int[]> permutations(int n) {
    List<int[]> all = new ArrayList<>(List.of(new int[0]));
    for (int i = 0; i < n; i++) {
      List<int[]> longer = new ArrayList<>();
      for (int[] p : all) {
        for (int at = 0; at <= p.length; at++) {
          int[] more = Arrays.copyOf(p, p.length + 1);
          System.arraycopy(p, at, more, at + 1, p.length - at);
          more[at] = i;
          longer.add(more);
        }
      }
      all = longer;
    }
    return all;
  }
}

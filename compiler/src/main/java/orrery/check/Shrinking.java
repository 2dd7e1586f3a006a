package orrery.check;

import java.util.ArrayList;
import java.util.List;
import orrery.causal.Evaluation;
import orrery.causal.InputBatch;

/** Makes an input on which a check fails as small as it can be made step by step. */
final class Shrinking {
  private static final int MOST_STEPS = 10_000;

  private final TypedProgram program;
  private int steps;

  Shrinking(TypedProgram program) {
    this.program = program;
  }

  /** An input that fails, and of which every smaller neighbour is illegal or passes. */
  int[] smallest(TypedProgram.Check check, int[] input) {
    int[] best = input;
    boolean improved = true;
    while (improved) {
      improved = false;
      for (int[] smaller : neighbours(best)) {
        if (steps++ > MOST_STEPS) return best;
        if (program.inputs().isLegal(smaller) && fails(check, smaller)) {
          best = smaller;
          improved = true;
          break;
        }
      }
    }
    return best;
  }

  private static List<int[]> neighbours(int[] input) {
    List<int[]> all = new ArrayList<>();
    for (int p = 0; p < input.length && input.length > 1; p++) {
      int[] shorter = new int[input.length - 1];
      System.arraycopy(input, 0, shorter, 0, p);
      System.arraycopy(input, p + 1, shorter, p, shorter.length - p);
      all.add(shorter);
    }
    for (int p = 0; p < input.length; p++) {
      for (int code = 0; code < input[p]; code++) {
        int[] lower = input.clone();
        lower[p] = code;
        all.add(lower);
      }
    }
    return all;
  }

  private boolean fails(TypedProgram.Check check, int[] input) {
    Evaluation evaluation =
        new Evaluation(InputBatch.of(List.of(input), input.length), program.inputs().causal());
    return check.condition().failures(evaluation).get(0).isPresent();
  }
}

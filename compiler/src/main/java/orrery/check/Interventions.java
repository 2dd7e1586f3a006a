package orrery.check;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import orrery.causal.Evaluation;
import orrery.causal.InputBatch;
import orrery.causal.Variable;

/** Evaluates an example's input under its {@code do} clause. */
public final class Interventions {
  private Interventions() {}

  /** The evaluation of one example: one row, as long as its input. */
  public static Evaluation evaluate(TypedProgram program, TypedProgram.Example example) {
    InputBatch batch = InputBatch.of(List.of(example.input()), example.input().length);
    return new Evaluation(batch, program.inputs().causal(), overrides(program, example));
  }

  /** For every variable set, codes {@code [position]} as {@link Evaluation} takes them. */
  public static Map<Variable, int[]> overrides(TypedProgram program, TypedProgram.Example example) {
    int length = example.input().length;
    Map<Variable, int[]> overrides = new HashMap<>();
    for (TypedProgram.Setting setting : example.settings()) {
      int[] codes =
          overrides.computeIfAbsent(
              setting.variable(),
              v -> {
                int[] kept = new int[length];
                Arrays.fill(kept, Evaluation.KEEP);
                return kept;
              });
      int[] values = values(program, setting, length);
      for (int p = 0; p < length; p++) {
        if (setting.position().isEmpty() || setting.position().getAsInt() == p) {
          codes[p] = values[p];
        }
      }
    }
    return overrides;
  }

  private static int[] values(TypedProgram program, TypedProgram.Setting setting, int length) {
    int[] values = new int[length];
    if (setting.code().isPresent()) {
      Arrays.fill(values, setting.code().getAsInt());
      return values;
    }
    Arrays.fill(values, Evaluation.KEEP);
    int[] from = setting.from();
    int[] codes =
        new Evaluation(InputBatch.of(List.of(from), from.length), program.inputs().causal())
            .codes(setting.variable());
    System.arraycopy(codes, 0, values, 0, Math.min(length, from.length));
    return values;
  }
}

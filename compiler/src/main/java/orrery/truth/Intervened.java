package orrery.truth;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import orrery.causal.CausalModel;
import orrery.causal.Evaluation;
import orrery.causal.InputBatch;
import orrery.causal.Variable;

/** What the interpreter makes of interchange interventions on one set of variables. */
final class Intervened {
  private final CausalModel meaning;
  private final InputBatch bases;
  private final Evaluation clean;
  private final Evaluation changed;
  private final boolean[] legal;

  Intervened(CausalModel meaning, List<Variable> variables, List<InterchangeCase> cases) {
    this.meaning = meaning;
    int stride = meaning.inputs().maxLength();
    boolean causal = meaning.inputs().causal();
    bases = InputBatch.of(cases.stream().map(InterchangeCase::base).toList(), stride);
    InputBatch sources =
        InputBatch.of(cases.stream().map(InterchangeCase::source).toList(), stride);
    clean = new Evaluation(bases, causal);
    Map<Variable, int[]> overrides =
        overrides(new Evaluation(sources, causal), variables, cases, bases);
    changed = new Evaluation(bases, causal, overrides);
    legal = new Relevance(meaning, changed, overrides).legal();
  }

  private static Map<Variable, int[]> overrides(
      Evaluation source, List<Variable> variables, List<InterchangeCase> cases, InputBatch bases) {
    Map<Variable, int[]> overrides = new HashMap<>();
    for (Variable v : variables) {
      int[] values = source.codes(v);
      int[] override = new int[values.length];
      Arrays.fill(override, Evaluation.KEEP);
      for (int i = 0; i < cases.size(); i++) {
        int from = bases.at(i, cases.get(i).from());
        System.arraycopy(values, from, override, from, bases.at(i, cases.get(i).to()) - from);
      }
      overrides.put(v, override);
    }
    return overrides;
  }

  /** Whether the program has an answer. */
  boolean isLegal(int row) {
    return legal[row];
  }

  /** The code of a variable under the intervention. */
  int code(Variable variable, int row, int position) {
    return changed.codes(variable)[bases.at(row, position)];
  }

  /** Whether a judged answer is another than without the intervention. */
  boolean isInformative(int row) {
    int length = bases.rows()[row].length;
    for (CausalModel.Output o : meaning.outputs()) {
      int[] before = clean.codes(o.variable());
      int[] after = changed.codes(o.variable());
      for (int p = 0; p < length; p++) {
        int at = bases.at(row, p);
        if (o.judgedAt(p, length) && before[at] != after[at]) return true;
      }
    }
    return false;
  }
}

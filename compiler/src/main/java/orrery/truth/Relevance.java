package orrery.truth;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import orrery.causal.CausalModel;
import orrery.causal.Evaluation;
import orrery.causal.InputBatch;
import orrery.causal.Mechanism;
import orrery.causal.Reduction;
import orrery.causal.Selection;
import orrery.causal.Variable;
import orrery.circuit.VariableLevel;

/**
 * Whether the judged answers of a program under interventions are defined: no value that they
 * depend on is missing, and no head that they depend on selects what it never does on legal inputs.
 *
 * <p>The values that an answer depends on are found backwards: a table's parents at its position, a
 * selector's queries at its position and keys at all that it sees, and what is read where something
 * is selected. An overridden value depends on nothing.
 */
public final class Relevance {
  private final Evaluation evaluation;
  private final InputBatch batch;
  private final boolean causal;
  private final Map<Variable, int[]> overrides;
  private final Map<Variable, boolean[]> needed = new HashMap<>(); // [batch * maxLength]
  private final boolean[] legal;

  /** Looks at what every judged answer of an evaluation under overrides depends on. */
  public Relevance(CausalModel meaning, Evaluation evaluation, Map<Variable, int[]> overrides) {
    this.evaluation = evaluation;
    this.batch = evaluation.batch();
    this.causal = meaning.inputs().causal();
    this.overrides = overrides;
    this.legal = new boolean[batch.size()];
    Arrays.fill(legal, true);
    judged(meaning);
    List<Variable> variables = meaning.variables();
    List<VariableLevel.Arc> arcs = VariableLevel.of(meaning).arcs();
    for (int i = variables.size() - 1; i >= 0; i--) {
      Variable v = variables.get(i);
      if (needed.containsKey(v)) {
        visit(v, arcs.stream().filter(a -> a.child() == v).toList());
      }
    }
  }

  /** By input, whether its answers are defined. */
  public boolean[] legal() {
    return legal.clone();
  }

  private boolean[] needed(Variable v) {
    return needed.computeIfAbsent(v, u -> new boolean[batch.size() * batch.maxLength()]);
  }

  private void judged(CausalModel meaning) {
    for (CausalModel.Output o : meaning.outputs()) {
      boolean[] own = needed(o.variable());
      for (int row = 0; row < legal.length; row++) {
        int length = batch.rows()[row].length;
        for (int p = 0; p < length; p++) own[batch.at(row, p)] |= o.judgedAt(p, length);
      }
    }
  }

  private void visit(Variable v, List<VariableLevel.Arc> arcs) {
    int[] codes = evaluation.codes(v);
    int[] override = overrides.getOrDefault(v, new int[0]);
    boolean[] own = needed(v);
    Optional<Selection> selection =
        v.mechanism() instanceof Mechanism.Attention a
            ? Optional.of(evaluation.selection(a.selector()))
            : Optional.empty();
    for (int row = 0; row < legal.length; row++) {
      int from = batch.at(row, 0);
      int length = batch.rows()[row].length;
      boolean computed = false;
      for (int at = from; at < from + length; at++) {
        if (!own[at]) continue;
        legal[row] &= codes[at] >= 0;
        if (override.length > 0 && override[at] != Evaluation.KEEP) own[at] = false;
        computed |= own[at];
      }
      if (!computed || !legal[row]) continue;
      parents(own, row, arcs);
      if (v.mechanism() instanceof Mechanism.Attention a && selection.isPresent()) {
        selected(a, selection.get().of(row), own, row);
      }
    }
  }

  private void parents(boolean[] own, int row, List<VariableLevel.Arc> arcs) {
    int from = batch.at(row, 0);
    int length = batch.rows()[row].length;
    int last = 0;
    for (int p = 0; p < length; p++) if (own[from + p]) last = p;
    for (VariableLevel.Arc arc : arcs) {
      boolean[] parent = needed(arc.parent());
      switch (arc.use()) {
        case TABLE, QUERY -> {
          for (int at = from; at < from + length; at++) parent[at] |= own[at];
        }
        case KEY -> Arrays.fill(parent, from, from + (causal ? last + 1 : length), true);
        case VALUE -> {}
      }
    }
  }

  /** A head is built for what legal inputs select: never nothing, never several to average. */
  private void selected(Mechanism.Attention a, long[] selected, boolean[] own, int row) {
    boolean never = !a.emptiness().holds() && a.reduction() != Reduction.COUNT;
    boolean single = !a.width().holds() && a.reduction() == Reduction.MEAN;
    int from = batch.at(row, 0);
    int length = batch.rows()[row].length;
    int words = Selection.words(length);
    boolean[] value = a.value().map(this::needed).orElseGet(() -> new boolean[0]);
    for (int q = 0; q < length; q++) {
      if (!own[from + q]) continue;
      int width = 0;
      for (int w = 0; w < words; w++) {
        for (long left = selected[q * words + w]; left != 0; left &= left - 1) {
          width++;
          if (value.length > 0) value[from + 64 * w + Long.numberOfTrailingZeros(left)] = true;
        }
      }
      legal[row] &= (!never || width > 0) && (!single || width < 2);
    }
  }
}

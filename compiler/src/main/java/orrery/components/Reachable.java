package orrery.components;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import orrery.causal.Mechanism;
import orrery.causal.Reduction;
import orrery.causal.Variable;
import orrery.types.Domain;
import orrery.types.Value;

/**
 * Keeps of a component's table what the program says too. What is written where no input of the
 * program leads was chosen for few MLP units, and is no part of the meaning.
 */
final class Reachable {
  private static final int UNKNOWN = -2;
  private static final int MOST_COMPLETIONS = 4096;

  private final Map<Variable, Integer> known = new HashMap<>();
  private final Map<Variable, Integer> memo = new HashMap<>();

  private Reachable() {}

  /**
   * A table of a variable over cells, without the entries that the program has not.
   *
   * @param codes {@code [rows]} the variable's code as it is computed
   */
  static int[] only(Variable variable, CellTable table, int[] codes) {
    Reachable reachable = new Reachable();
    int[] kept = codes.clone();
    for (int row = 0; row < kept.length; row++) {
      reachable.known.clear();
      reachable.memo.clear();
      for (int c = 0; c < table.cells().size(); c++) {
        reachable.known.put(table.cells().get(c).variable(), table.code(row, c));
      }
      int meant = reachable.code(variable);
      if (meant != UNKNOWN && meant != kept[row]) kept[row] = Mechanism.Table.UNREACHABLE;
    }
    return kept;
  }

  private int code(Variable v) {
    Integer own = known.get(v);
    if (own != null) return own;
    Integer before = memo.get(v);
    if (before != null) return before;
    int code = UNKNOWN;
    if (v.mechanism() instanceof Mechanism.Table t) code = table(t);
    if (v.mechanism() instanceof Mechanism.Attention a && a.reduction() == Reduction.SUM) {
      code = sum(v, a);
    }
    memo.put(v, code);
    return code;
  }

  private int table(Mechanism.Table t) {
    int[] codes = t.parents().stream().mapToInt(this::code).toArray();
    List<Integer> open = new ArrayList<>();
    long completions = 1;
    for (int i = 0; i < codes.length; i++) {
      if (codes[i] == Mechanism.Table.UNREACHABLE) return codes[i];
      if (codes[i] >= 0) continue;
      open.add(i);
      completions *= t.parents().get(i).domain().size();
      if (completions > MOST_COMPLETIONS) return UNKNOWN;
    }
    int common = Mechanism.Table.UNREACHABLE;
    for (int n = 0; n < completions; n++) {
      int rest = n;
      for (int i : open) {
        int size = t.parents().get(i).domain().size();
        codes[i] = rest % size;
        rest /= size;
      }
      int found = t.codes()[Mechanism.Table.row(t.parents(), codes)];
      if (found < 0 || found == common) continue;
      if (common >= 0) return UNKNOWN;
      common = found;
    }
    return common;
  }

  /** A sum as the planner makes it: of truth values a count, else a mean times a count. */
  private int sum(Variable v, Mechanism.Attention a) {
    Optional<Value> count = hidden(v.name() + ".count");
    Optional<Value> mean = hidden(v.name() + ".mean");
    boolean bits =
        a.value().map(Variable::domain).orElse(Domain.BOOL).values().stream()
            .allMatch(Reachable::isBit);
    if (count.isEmpty() || (!bits && mean.isEmpty())) return UNKNOWN;
    if (bits) return v.domain().code(count.get());
    return mean.get() instanceof Value.Rational m && count.get() instanceof Value.Rational c
        ? v.domain().code(Value.of(m.number().multiply(c.number())))
        : UNKNOWN;
  }

  private static boolean isBit(Value v) {
    return v instanceof Value.Truth || v.equals(Value.of(0)) || v.equals(Value.of(1));
  }

  private Optional<Value> hidden(String name) {
    return known.entrySet().stream()
        .filter(e -> e.getKey().name().equals(name))
        .map(e -> e.getKey().domain().value(e.getValue()))
        .findFirst();
  }
}

package orrery.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import orrery.causal.Evaluation;
import orrery.causal.InputBatch;
import orrery.causal.Mechanism;
import orrery.causal.Variable;
import orrery.types.Domain;

/**
 * What a check claims, evaluated on inputs and never compiled.
 *
 * <p>It is no table, so it may be about values that are too many for one; and a read that has no
 * value at a position matters only where the condition asks for it.
 */
public final class Condition {
  private static final int MOST_KNOWN = 1 << 20;

  private final Pointwise tree;
  private final RowEvaluator evaluator;
  private final Map<Variable, Mechanism.Attention> open;
  private final Map<Long, Boolean> known = new HashMap<>();
  private final byte[] table; // [joint code], 0 unknown, 1 holds, 2 does not; empty where too large

  /**
   * A condition.
   *
   * @param open the leaves that have no domain: reads whose values are found while evaluating
   */
  Condition(
      Pointwise tree, RowEvaluator.Tabulator functions, Map<Variable, Mechanism.Attention> open) {
    this.tree = tree;
    this.evaluator = new RowEvaluator(tree, functions);
    this.open = open;
    long rows = 1;
    for (Rule.Leaf leaf : evaluator.leaves()) {
      rows = Math.min(Integer.MAX_VALUE, rows * (leaf.variable().domain().size() + 1));
    }
    table = new byte[open.isEmpty() && rows <= MOST_KNOWN ? (int) rows : 0];
  }

  /** The variables of the program that the condition reads. */
  public Set<Variable> reads() {
    Set<Variable> reads = new LinkedHashSet<>();
    for (Rule.Leaf leaf : tree.leaves()) {
      Optional<Mechanism.Attention> read = Optional.ofNullable(open.get(leaf.variable()));
      if (read.isPresent()) reads.addAll(read.get().reads());
      else reads.add(leaf.variable());
    }
    return reads;
  }

  /** What the leaves are on one batch. */
  interface Column {
    /** The value at a place, which is -1 in code where there is none. */
    Result at(int place);

    /** A number that stands for the value at a place; negative where it has none. */
    int code(int place);
  }

  /** For each input of a batch, the first position at which the condition is not true. */
  public List<OptionalInt> failures(Evaluation evaluation) {
    InputBatch batch = evaluation.batch();
    List<Column> columns =
        evaluator.leaves().stream().map(l -> column(evaluation, l.variable())).toList();
    if (!open.isEmpty()) known.clear();
    List<OptionalInt> failures = new ArrayList<>();
    for (int row = 0; row < batch.size(); row++) {
      OptionalInt first = OptionalInt.empty();
      for (int p = 0; p < batch.rows()[row].length && first.isEmpty(); p++) {
        if (!holds(columns, batch.at(row, p))) first = OptionalInt.of(p);
      }
      failures.add(first);
    }
    return failures;
  }

  private boolean holds(List<Column> columns, int place) {
    if (table.length == 0) return asked(columns, place);
    int row = 0;
    for (int i = 0; i < columns.size(); i++) {
      int size = evaluator.leaves().get(i).variable().domain().size() + 1;
      row = row * size + columns.get(i).code(place) + 1;
    }
    if (table[row] == 0) table[row] = (byte) (value(columns, place) ? 1 : 2);
    return table[row] == 1;
  }

  private boolean value(List<Column> columns, int place) {
    return evaluator.of(columns.stream().map(c -> c.at(place)).toList()).is(true);
  }

  private boolean asked(List<Column> columns, int place) {
    OptionalLong key = key(columns, place);
    if (key.isPresent()) {
      Boolean before = known.get(key.getAsLong());
      if (before != null) return before;
    }
    boolean holds = value(columns, place);
    if (known.size() > MOST_KNOWN) known.clear();
    key.ifPresent(k -> known.put(k, holds));
    return holds;
  }

  /** The codes at a place in one number, where they fit. */
  private static OptionalLong key(List<Column> columns, int place) {
    int bits = 62 / Math.max(1, columns.size());
    long key = 0;
    for (Column c : columns) {
      long code = c.code(place) + 1L;
      if (bits < 1 || code >> bits != 0) return OptionalLong.empty();
      key = key << bits | code;
    }
    return OptionalLong.of(key);
  }

  private Column column(Evaluation evaluation, Variable v) {
    Mechanism.Attention read = open.get(v);
    return read == null ? closed(evaluation, v) : new OpenColumn(evaluation, read, tree);
  }

  private Column closed(Evaluation evaluation, Variable v) {
    int[] codes = evaluation.codes(v);
    Domain domain = v.domain();
    List<Result> results = new ArrayList<>();
    domain.values().forEach(value -> results.add(new Result.Known(value)));
    Result missing =
        new Result.Failed("E0401", "`" + v.name() + "` has no value here", tree, List.of());
    return new Column() {
      @Override
      public Result at(int place) {
        return codes[place] < 0 ? missing : results.get(codes[place]);
      }

      @Override
      public int code(int place) {
        return codes[place];
      }
    };
  }
}

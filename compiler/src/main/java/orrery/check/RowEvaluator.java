package orrery.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import orrery.diagnostic.Span;
import orrery.syntax.BinaryOperator;
import orrery.syntax.UnaryOperator;
import orrery.types.Value;

/**
 * Evaluates a {@link Pointwise} function for one combination of its leaves' values after another.
 *
 * <p>Each part is computed once a combination, and only when it is needed: a guarded division does
 * not divide. {@code and} and {@code or} are three-valued and symmetric (Kleene): an operand that
 * cannot matter may be {@code none} and may even fail.
 */
final class RowEvaluator {
  private final Pointwise root;
  private final List<Rule.Leaf> leaves;
  private final Tabulator tabulator;
  private final Map<Pointwise, Integer> slots = new HashMap<>();
  private final Result[] memo; // [slot], the result of a part where stamps says so
  private final long[] stamps; // [slot], the combination that memo belongs to
  private final int[] leafSlots; // [leaf]
  private long combination;

  /** Computes a function of the program on constants. */
  interface Tabulator {
    /** Its result, or why it has none. */
    Result apply(Meaning.Closure function, List<Value> arguments, Pointwise place);
  }

  RowEvaluator(Pointwise root, Tabulator tabulator) {
    this.root = root;
    this.leaves = List.copyOf(root.leaves());
    this.tabulator = tabulator;
    number(root);
    this.memo = new Result[slots.size()];
    this.stamps = new long[slots.size()];
    this.leafSlots = new int[leaves.size()];
    for (Map.Entry<Pointwise, Integer> e : slots.entrySet()) {
      if (e.getKey().rule() instanceof Rule.Leaf leaf) {
        leafSlots[leaves.indexOf(leaf)] = e.getValue();
      }
    }
  }

  private void number(Pointwise tree) {
    if (slots.containsKey(tree)) return;
    slots.put(tree, slots.size());
    tree.operands().forEach(this::number);
  }

  /** The leaves, in the order in which {@link #at} expects their codes. */
  List<Rule.Leaf> leaves() {
    return leaves;
  }

  /** The number of combinations of the leaves' values; more than an int can hold is possible. */
  long rows() {
    long rows = 1;
    for (Rule.Leaf leaf : leaves) {
      rows = Math.multiplyExact(rows, Math.max(1, leaf.variable().domain().size()));
      if (rows > Integer.MAX_VALUE) return rows;
    }
    return rows;
  }

  /** The result for the combination with this number, the last leaf's code fastest. */
  Result atRow(int row) {
    combination++;
    int rest = row;
    for (int i = leaves.size() - 1; i >= 0; i--) {
      int size = leaves.get(i).variable().domain().size();
      set(i, known(i, rest % size));
      rest /= size;
    }
    return value(root);
  }

  /** The result for these codes, in the order of {@link #leaves}. */
  Result at(int[] leafCodes) {
    combination++;
    for (int i = 0; i < leafCodes.length; i++) {
      set(i, known(i, leafCodes[i]));
    }
    return value(root);
  }

  /** The result where the leaves have these results, in the order of {@link #leaves}. */
  Result of(List<Result> leafResults) {
    combination++;
    for (int i = 0; i < leafResults.size(); i++) {
      set(i, leafResults.get(i));
    }
    return value(root);
  }

  private Result known(int leaf, int code) {
    return new Result.Known(leaves.get(leaf).variable().domain().value(code));
  }

  private void set(int leaf, Result result) {
    memo[leafSlots[leaf]] = result;
    stamps[leafSlots[leaf]] = combination;
  }

  private Result value(Pointwise tree) {
    int slot = slots.getOrDefault(tree, -1);
    if (stamps[slot] != combination) {
      memo[slot] = compute(tree);
      stamps[slot] = combination;
    }
    return memo[slot];
  }

  private Result compute(Pointwise tree) {
    Rule rule = tree.rule();
    if (rule instanceof Rule.Constant c) return new Result.Known(c.value());
    if (rule instanceof Rule.Choice c) return choice(tree, c.condition());
    if (rule instanceof Rule.Binary b && b.operator() == BinaryOperator.AND) {
      return junction(tree, /* decisive= */ false);
    }
    if (rule instanceof Rule.Binary b && b.operator() == BinaryOperator.OR) {
      return junction(tree, /* decisive= */ true);
    }
    Result first = value(tree.operands().get(0));
    if (rule instanceof Rule.Binary b && b.operator() == BinaryOperator.COALESCE) {
      return first.isNone() ? value(tree.operands().get(1)) : first;
    }
    if (!(first instanceof Result.Known subject)) return first;
    if (rule instanceof Rule.Defined) return Result.of(!first.isNone());
    if (rule instanceof Rule.Lookup lookup) return lookup(tree, lookup, subject.value());
    return contagious(tree);
  }

  private Result choice(Pointwise tree, Span written) {
    Pointwise condition = tree.operands().get(0);
    Result c = value(condition);
    if (c.is(true)) return value(tree.operands().get(1));
    if (c.is(false)) return value(tree.operands().get(2));
    if (!(c instanceof Result.Known k)) return c;
    if (c.isNone()) {
      return new Result.Failed("E0301", "a condition is undefined", condition, written, List.of());
    }
    return new Result.Failed(
        "E0202", "a condition is true or false", condition, written, List.of(k.value()));
  }

  private Result junction(Pointwise tree, boolean decisive) {
    Result left = truth(tree, tree.operands().get(0));
    if (left.is(decisive)) return left;
    Result right = truth(tree, tree.operands().get(1));
    if (right.is(decisive)) return right;
    if (left instanceof Result.Failed) return left;
    if (right instanceof Result.Failed) return right;
    return left.isNone() || right.isNone() ? Result.Known.NONE : Result.of(!decisive);
  }

  private Result truth(Pointwise tree, Pointwise operand) {
    Result r = value(operand);
    if (r instanceof Result.Known k && !k.value().isNone() && !(k.value() instanceof Value.Truth)) {
      return new Result.Failed(
          "E0201", "`and` and `or` need truth values", tree, List.of(k.value()));
    }
    return r;
  }

  private Result lookup(Pointwise tree, Rule.Lookup lookup, Value subject) {
    Integer operand = lookup.operands().get(subject);
    if (operand != null) return value(tree.operands().get(operand));
    if (subject.isNone()) return Result.Known.NONE;
    if (lookup.otherwise() > 0) return value(tree.operands().get(lookup.otherwise()));
    String code = lookup.form() == Rule.Form.LIST ? "E0313" : "E0312";
    return new Result.Failed(code, "no entry for " + subject, tree, List.of(subject));
  }

  private Result contagious(Pointwise tree) {
    List<Value> values = new ArrayList<>();
    boolean none = false;
    for (Pointwise operand : tree.operands()) {
      if (!(value(operand) instanceof Result.Known k)) return value(operand);
      none |= k.value().isNone();
      values.add(k.value());
    }
    if (none) return Result.Known.NONE;
    Rule rule = tree.rule();
    if (rule instanceof Rule.Unary u && u.operator() == UnaryOperator.NOT) {
      return values.get(0) instanceof Value.Truth t
          ? Result.of(!t.truth())
          : new Result.Failed("E0201", "`not` needs a truth value", tree, values);
    }
    if (rule instanceof Rule.Unary u) return Operations.unary(u.operator(), values, tree);
    if (rule instanceof Rule.Binary b) return Operations.binary(b.operator(), values, tree);
    if (rule instanceof Rule.Member m) return Operations.member(m.values(), values, tree);
    if (rule instanceof Rule.Library l) return Operations.library(l.function(), values, tree);
    if (rule instanceof Rule.Tabulated t) return tabulator.apply(t.function(), values, tree);
    throw new AssertionError(rule);
  }
}

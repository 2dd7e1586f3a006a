package orrery.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import orrery.causal.Annotations;
import orrery.causal.Mechanism;
import orrery.causal.Variable;
import orrery.types.Domain;
import orrery.types.Value;

/** Turns pointwise functions into tables, and judges the rows that have no value. */
final class Tables {
  private final Checking checking;
  private final Set<Pointwise> results = new HashSet<>();

  Tables(Checking checking) {
    this.checking = checking;
  }

  /** A table's content, not yet a variable. */
  private record Content(Domain domain, Mechanism.Table table) {}

  /** A named variable with the value of {@code tree}. */
  Variable bind(String name, Annotations annotations, Pointwise tree) {
    Optional<Variable> plain = tree.variable();
    if (plain.isPresent() && !plain.get().annotations().named() && checking.isOwn(plain.get())) {
      Variable v = plain.get();
      Annotations all = withSelectors(annotations, v);
      return checking.nodes().create(name, v.domain(), v.mechanism(), all);
    }
    Content content = content(tree, name + ".part");
    return checking.nodes().create(name, content.domain(), content.table(), annotations);
  }

  /** A read plays the role that was given to its selector, unless it has one of its own. */
  private Annotations withSelectors(Annotations own, Variable v) {
    if (!(v.mechanism() instanceof Mechanism.Attention a)) return own;
    Optional<Annotations> said = checking.said(a.selector());
    if (said.isEmpty()) return own;
    Annotations s = said.get();
    return new Annotations(
        own.named(),
        own.node(),
        own.decoy(),
        own.encoding(),
        own.layer().isPresent() ? own.layer() : s.layer(),
        own.head().or(s::head),
        own.role().or(s::role),
        own.note().or(s::note),
        own.line());
  }

  /** The variable with the value of {@code tree}: its own if it is one, else an intermediate. */
  Variable variable(Pointwise tree, String hint) {
    if (tree.variable().isPresent() && !checking.isOpen(tree)) return tree.variable().get();
    Content content = content(tree, hint);
    return checking.nodes().intermediate(hint, content.domain(), content.table());
  }

  /** The variable with the value of {@code tree}, unless a row fails or the table is too large. */
  Optional<Variable> total(Pointwise tree, String hint) {
    if (checking.isOpen(tree)) return Optional.empty();
    if (tree.variable().isPresent()) return tree.variable();
    RowEvaluator evaluator = new RowEvaluator(tree, checking.calls());
    if (evaluator.rows() > checking.settings().maxTable()) return Optional.empty();
    Rows rows = rows(evaluator);
    if (!rows.failed().isEmpty()) return Optional.empty();
    Content content = content(evaluator, rows);
    return Optional.of(checking.nodes().intermediate(hint, content.domain(), content.table()));
  }

  /**
   * Reports a combination without a value that a legal input reaches, unless there are too many.
   */
  void requireValues(Pointwise tree) {
    if (checking.isOpen(tree)) return;
    RowEvaluator evaluator = new RowEvaluator(tree, checking.calls());
    if (evaluator.rows() > checking.settings().maxTable()) return;
    Rows rows = rows(evaluator);
    if (!rows.failed().isEmpty()) judge(variables(evaluator), rows);
  }

  /** Remembers the result of a call: where a table is too large, it becomes a variable. */
  void mayStandAlone(Pointwise tree) {
    if (tree.leaves().size() > 1 && tree.isOn(Side.HERE)) results.add(tree);
  }

  /**
   * The same function, the largest results of calls in it made variables where that is possible.
   */
  private Pointwise parted(Pointwise tree, String hint, Map<Pointwise, Pointwise> done) {
    Pointwise before = done.get(tree);
    if (before != null) return before;
    Pointwise result = tree;
    Optional<Variable> own = results.contains(tree) ? total(tree, hint) : Optional.empty();
    if (own.isPresent()) {
      result = checking.trees().leaf(own.get(), tree.span());
    } else if (!tree.operands().isEmpty()) {
      List<Pointwise> operands = tree.operands().stream().map(o -> parted(o, hint, done)).toList();
      result = checking.trees().of(tree.rule(), operands, tree.span());
    }
    done.put(tree, result);
    return result;
  }

  private Content content(Pointwise tree, String hint) {
    if (checking.isOpen(tree)) throw checking.fail(ValueProblems.openTable(tree));
    RowEvaluator evaluator = new RowEvaluator(tree, checking.calls());
    if (evaluator.rows() > checking.settings().maxTable()) {
      Pointwise parted = parted(tree, hint, new HashMap<>());
      if (parted != tree) return content(parted, hint);
      throw checking.fail(
          ValueProblems.tooManyRows(
              tree.span(),
              variables(evaluator),
              evaluator.rows(),
              checking.settings().maxTable(),
              checking));
    }
    Rows rows = rows(evaluator);
    if (!rows.failed().isEmpty()) judge(variables(evaluator), rows);
    return content(evaluator, rows);
  }

  /** The value of every row; where there is none, why. */
  private record Rows(List<Value> values, Map<Integer, Result.Failed> failed) {}

  private static Rows rows(RowEvaluator evaluator) {
    List<Value> values = new ArrayList<>();
    Map<Integer, Result.Failed> failed = new HashMap<>();
    for (int row = 0; row < evaluator.rows(); row++) {
      Result result = evaluator.atRow(row);
      if (result instanceof Result.Failed f) failed.put(row, f);
      values.add(result instanceof Result.Known known ? known.value() : Value.NONE);
    }
    return new Rows(values, failed);
  }

  private static Content content(RowEvaluator evaluator, Rows rows) {
    Set<Value> image = new LinkedHashSet<>();
    for (int row = 0; row < rows.values().size(); row++) {
      if (!rows.failed().containsKey(row)) image.add(rows.values().get(row));
    }
    Domain domain = Domain.of(image);
    int[] codes = new int[rows.values().size()];
    for (int row = 0; row < codes.length; row++) {
      codes[row] =
          rows.failed().containsKey(row)
              ? Mechanism.Table.UNREACHABLE
              : domain.code(rows.values().get(row));
    }
    return new Content(domain, new Mechanism.Table(variables(evaluator), codes));
  }

  private static List<Variable> variables(RowEvaluator evaluator) {
    return evaluator.leaves().stream().map(Rule.Leaf::variable).toList();
  }

  /** Reports a failing row that a legal input reaches; returns when none does. */
  private void judge(List<Variable> parents, Rows rows) {
    Map<Integer, Result.Failed> failed = rows.failed();
    if (failed.size() == rows.values().size()) {
      Result.Failed first = failed.getOrDefault(0, failed.values().iterator().next());
      throw checking.fail(ValueProblems.failure(first, Optional.empty(), checking));
    }
    Optional<Reach.Witness> witness = checking.reach().find(parents, failed::containsKey);
    if (witness.isPresent()) {
      Result.Failed reached = failed.get(checking.reach().rowAt(parents, witness.get()));
      if (reached == null) throw new AssertionError("the witness lost its row");
      throw checking.fail(ValueProblems.failure(reached, witness, checking));
    }
    checking.note(
        new Checked(
            "that the failing rows of a table are never reached",
            checking.reach().status(),
            checking.reach().inputs()));
  }
}

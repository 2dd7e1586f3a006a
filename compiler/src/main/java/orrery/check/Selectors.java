package orrery.check;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import orrery.causal.Selector;
import orrery.causal.Variable;
import orrery.diagnostic.Span;
import orrery.syntax.BinaryOperator;
import orrery.syntax.UnaryOperator;

/**
 * Turns the condition of a {@code select} into a selector.
 *
 * <p>The condition is split at {@code and}, {@code or} and {@code not} into atoms, each a truth
 * table of as few variables as possible. Because these connectives are three-valued and monotone,
 * an atom that is undefined or fails may count as false wherever the whole condition has a value;
 * that it has one at every visible pair of positions is asked of the legal inputs.
 */
final class Selectors {
  private static final long MOST_BITS = 4L << 20;

  private final Checking checking;
  private final String hint;

  Selectors(Checking checking, String hint) {
    this.checking = checking;
    this.hint = hint;
  }

  /** The selector of a condition over key and query leaves; {@code span} is the select. */
  Selector of(Pointwise condition, Span span) {
    boolean[] partial = {false};
    Selector selector = split(condition, partial);
    if (partial[0]) judge(condition, span);
    return selector;
  }

  private Selector split(Pointwise tree, boolean[] partial) {
    if (tree.rule() instanceof Rule.Binary b && b.operator() == BinaryOperator.AND) {
      return new Selector.And(
          split(tree.operands().get(0), partial), split(tree.operands().get(1), partial));
    }
    if (tree.rule() instanceof Rule.Binary b && b.operator() == BinaryOperator.OR) {
      return new Selector.Or(
          split(tree.operands().get(0), partial), split(tree.operands().get(1), partial));
    }
    if (tree.rule() instanceof Rule.Unary u && u.operator() == UnaryOperator.NOT) {
      return new Selector.Not(split(tree.operands().get(0), partial));
    }
    return atom(tree, partial);
  }

  private Selector atom(Pointwise tree, boolean[] partial) {
    if (checking.isOpen(tree)) throw checking.fail(ValueProblems.openTable(tree));
    Pointwise small = gathered(tree, new HashMap<>());
    List<Variable> keys = on(small, Side.KEY);
    List<Variable> queries = on(small, Side.QUERY);
    RowEvaluator evaluator = new RowEvaluator(small, checking.calls());
    if (evaluator.rows() > MOST_BITS) {
      List<Variable> all = new ArrayList<>(keys);
      all.addAll(queries);
      throw checking.fail(
          ValueProblems.tooManyRows(small.span(), all, evaluator.rows(), MOST_BITS, checking));
    }
    Selector.Predicate empty = new Selector.Predicate(keys, queries, new BitSet());
    BitSet holds = new BitSet();
    boolean always = true;
    Codes codes = new Codes(evaluator.leaves());
    for (int k = 0; k < empty.keyRows(); k++) {
      for (int q = 0; q < empty.queryRows(); q++) {
        Result result = evaluator.at(codes.of(k, q));
        if (result.is(true)) holds.set(k * empty.queryRows() + q);
        partial[0] |= !result.is(true) && !result.is(false);
        always &= result.is(true);
      }
    }
    return always ? new Selector.Full() : new Selector.Predicate(keys, queries, holds);
  }

  private static List<Variable> on(Pointwise tree, Side side) {
    return tree.leaves().stream().filter(l -> l.side() == side).map(Rule.Leaf::variable).toList();
  }

  /** The codes of a tree's leaves from the joint codes of its keys and of its queries. */
  private static final class Codes {
    private final List<Rule.Leaf> leaves;
    private final int[] codes;

    Codes(List<Rule.Leaf> leaves) {
      this.leaves = leaves;
      this.codes = new int[leaves.size()];
    }

    int[] of(int keyRow, int queryRow) {
      int k = keyRow;
      int q = queryRow;
      for (int i = leaves.size() - 1; i >= 0; i--) {
        int size = leaves.get(i).variable().domain().size();
        if (leaves.get(i).side() == Side.KEY) {
          codes[i] = k % size;
          k /= size;
        } else {
          codes[i] = q % size;
          q /= size;
        }
      }
      return codes;
    }
  }

  /** The same condition, its parts with several leaves of one side made variables of their own. */
  private Pointwise gathered(Pointwise tree, Map<Pointwise, Pointwise> done) {
    Pointwise before = done.get(tree);
    if (before != null) return before;
    Pointwise result = tree;
    Optional<Side> side = onlySide(tree);
    if (side.isPresent() && tree.leaves().size() > 1) {
      result = asVariable(tree, side.get()).orElse(tree);
    } else if (side.isEmpty()) {
      List<Pointwise> operands = tree.operands().stream().map(o -> gathered(o, done)).toList();
      result = checking.trees().of(tree.rule(), operands, tree.span());
    }
    done.put(tree, result);
    return result;
  }

  private static Optional<Side> onlySide(Pointwise tree) {
    if (tree.isOn(Side.KEY)) return Optional.of(Side.KEY);
    return tree.isOn(Side.QUERY) ? Optional.of(Side.QUERY) : Optional.empty();
  }

  private Optional<Pointwise> asVariable(Pointwise tree, Side side) {
    Pointwise here = checking.trees().moved(tree, side, Side.HERE);
    return checking
        .tables()
        .total(here, hint + (side == Side.KEY ? ".key" : ".query"))
        .map(v -> checking.trees().of(new Rule.Leaf(v, side), List.of(), tree.span()));
  }

  /** Reports a visible pair of positions at which the condition has no truth value. */
  private void judge(Pointwise condition, Span span) {
    RowEvaluator evaluator = new RowEvaluator(condition, checking.calls());
    List<Variable> keys = on(condition, Side.KEY);
    List<Variable> queries = on(condition, Side.QUERY);
    Codes codes = new Codes(evaluator.leaves());
    Map<Long, Result> bad = new LinkedHashMap<>();
    Map<Long, Boolean> known = new HashMap<>();
    Optional<Reach.Witness> witness =
        checking
            .reach()
            .findPair(
                keys,
                queries,
                (k, q) ->
                    known.computeIfAbsent(
                        ((long) k << 32) | q,
                        pair -> {
                          Result result = evaluator.at(codes.of(k, q));
                          boolean isBad = !result.is(true) && !result.is(false);
                          if (isBad) bad.put(pair, result);
                          return isBad;
                        }));
    if (witness.isPresent()) {
      Result result = bad.values().iterator().next();
      throw checking.fail(
          ValueProblems.selection(result, condition, witness.get(), span, checking));
    }
    checking.note(
        new Checked(
            "that the condition of a select is defined",
            checking.reach().status(),
            checking.reach().inputs()));
  }
}

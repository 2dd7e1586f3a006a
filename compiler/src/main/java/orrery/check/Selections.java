package orrery.check;

import java.util.List;
import java.util.Optional;
import orrery.causal.Selector;
import orrery.syntax.Argument;
import orrery.syntax.BinaryOperator;
import orrery.syntax.Comparison;
import orrery.syntax.Expr;
import orrery.types.Value;

/** The two forms of {@code select}. */
final class Selections {
  private final Expressions where;
  private final Checking checking;

  Selections(Expressions where) {
    this.where = where;
    this.checking = where.checking();
  }

  Meaning compare(Expr.SelectCompare e) {
    ValueProblems.input(checking, e.span());
    if (e.comparison() == Comparison.ALWAYS) return choice(new Selector.Full());
    Pointwise keys = side(e.keys(), Side.KEY);
    Pointwise queries = side(e.queries(), Side.QUERY);
    Rule rule = new Rule.Binary(operator(e.comparison()));
    if (e.comparison() == Comparison.EQUAL || e.comparison() == Comparison.NOT_EQUAL) {
      boolean equal = e.comparison() == Comparison.EQUAL;
      KindProblems.kindsApart(e.span(), equal, List.of(keys, queries), checking)
          .ifPresent(checking::warn);
      List.of(keys, queries).forEach(x -> checking.lints().compared(x, e.span()));
    }
    return finished(checking.trees().of(rule, List.of(keys, queries), e.span()), e);
  }

  private Pointwise side(Expr written, Side side) {
    Pointwise tree = where.treeOf(written);
    if (!tree.isOn(Side.HERE)) throw checking.fail(KindProblems.nestedSelect(written));
    return checking.trees().moved(tree, Side.HERE, side);
  }

  private static BinaryOperator operator(Comparison comparison) {
    return switch (comparison) {
      case EQUAL -> BinaryOperator.EQUAL;
      case NOT_EQUAL -> BinaryOperator.NOT_EQUAL;
      case LESS -> BinaryOperator.LESS;
      case LESS_OR_EQUAL -> BinaryOperator.LESS_OR_EQUAL;
      case GREATER -> BinaryOperator.GREATER;
      case GREATER_OR_EQUAL -> BinaryOperator.GREATER_OR_EQUAL;
      case ALWAYS -> throw new AssertionError("selects everything");
    };
  }

  Meaning where(Expr.SelectWhere e) {
    Input input = ValueProblems.input(checking, e.span());
    Scope scope = where.scope().inner();
    scope.bind(
        e.query().text(),
        new Scope.Binding(new Meaning.Place(Side.QUERY), e.query().span(), false));
    scope.bind(
        e.key().text(), new Scope.Binding(new Meaning.Place(Side.KEY), e.key().span(), false));
    Expressions inside = where.in(scope);
    Pointwise tree = inside.treeOf(e.predicate());
    Pointwise placed =
        checking
            .trees()
            .replaced(
                tree,
                leaf ->
                    leaf.side() == Side.HERE && leaf.variable() == input.length()
                        ? new Rule.Leaf(leaf.variable(), Side.QUERY)
                        : leaf);
    if (placed.leaves().stream().anyMatch(l -> l.side() == Side.HERE)) {
      Expr whole = whole(e.predicate(), inside).orElse(e.predicate());
      throw checking.fail(
          KindProblems.wholeSequence(
              whole.span(), Kinds.text(whole.span().text()), e.query().text(), e.key().text()));
    }
    return finished(placed, e);
  }

  /** The first name in a condition that is a sequence without a position. */
  private static Optional<Expr> whole(Expr e, Expressions inside) {
    if (e instanceof Expr.Name name) {
      Optional<Scope.Binding> b = inside.scope().find(name.id());
      boolean sequence =
          b.map(
                  x ->
                      x.meaning() instanceof Meaning.Sequence
                          || x.meaning() instanceof Meaning.Indices)
              .orElse(false);
      return sequence ? Optional.of(e) : Optional.empty();
    }
    List<Expr> parts = List.of();
    if (e instanceof Expr.Call c) {
      if (!c.span().text().contains("[")) return Optional.of(e);
      parts = c.arguments().stream().map(Argument::value).toList();
    }
    if (e instanceof Expr.Paren p) parts = List.of(p.inner());
    if (e instanceof Expr.Unary u) parts = List.of(u.operand());
    if (e instanceof Expr.Binary b) parts = List.of(b.left(), b.right());
    if (e instanceof Expr.Conditional c) parts = List.of(c.then(), c.condition(), c.otherwise());
    if (e instanceof Expr.Match m) parts = List.of(m.subject());
    for (Expr part : parts) {
      Optional<Expr> found = whole(part, inside);
      if (found.isPresent()) return found;
    }
    return Optional.empty();
  }

  private Meaning finished(Pointwise tree, Expr written) {
    if (where.meaning(tree) instanceof Meaning.Constant c && c.value() instanceof Value.Truth t) {
      return choice(t.truth() ? new Selector.Full() : new Selector.Not(new Selector.Full()));
    }
    Selectors selectors = new Selectors(checking, where.naming().hint("select"));
    return choice(selectors.of(tree, written.span()));
  }

  private static Meaning choice(Selector selector) {
    return new Meaning.Choice(selector, Optional.empty());
  }
}

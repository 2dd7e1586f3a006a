package orrery.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import orrery.causal.Selector;
import orrery.diagnostic.Span;
import orrery.syntax.BinaryOperator;
import orrery.syntax.Expr;
import orrery.syntax.UnaryOperator;
import orrery.types.Domain;
import orrery.types.Value;

/** Operators: on constants, lists, selectors and values per position. */
final class OperatorExpressions {
  private final Expressions where;
  private final Checking checking;

  OperatorExpressions(Expressions where) {
    this.where = where;
    this.checking = where.checking();
  }

  Meaning unary(Expr.Unary e) {
    Meaning operand = where.of(e.operand());
    if (operand instanceof Meaning.Choice c) {
      if (e.operator() == UnaryOperator.NOT) {
        return new Meaning.Choice(new Selector.Not(c.selector()), Optional.empty());
      }
      throw checking.fail(
          KindProblems.selectorOperand(e.operator().symbol(), e.span(), c, e.operand()));
    }
    return where.apply(
        new Rule.Unary(e.operator()), List.of(where.tree(operand, e.operand())), e.span());
  }

  Meaning binary(Expr.Binary e) {
    return switch (e.operator()) {
      case AND -> junction(e, /* decisive= */ false);
      case OR -> junction(e, /* decisive= */ true);
      case COALESCE -> coalesce(e);
      case RANGE -> range(e);
      case IN, NOT_IN -> membership(e);
      default -> plain(e);
    };
  }

  private Meaning junction(Expr.Binary e, boolean decisive) {
    Meaning left = where.of(e.left());
    if (left instanceof Meaning.Choice l) {
      Meaning right = where.of(e.right());
      if (!(right instanceof Meaning.Choice r)) {
        throw checking.fail(
            KindProblems.selectorOperand(
                e.operator().symbol(), e.operatorSpan(), right, e.right()));
      }
      return new Meaning.Choice(
          decisive
              ? new Selector.Or(l.selector(), r.selector())
              : new Selector.And(l.selector(), r.selector()),
          Optional.empty());
    }
    if (left instanceof Meaning.Constant c && c.value().equals(Value.of(decisive))) return left;
    Meaning right = where.of(e.right());
    if (right instanceof Meaning.Choice) {
      throw checking.fail(
          KindProblems.selectorOperand(e.operator().symbol(), e.operatorSpan(), left, e.left()));
    }
    return where.apply(
        new Rule.Binary(e.operator()),
        List.of(where.tree(left, e.left()), where.tree(right, e.right())),
        e.span());
  }

  private Meaning coalesce(Expr.Binary e) {
    Meaning left = where.of(e.left());
    if (left instanceof Meaning.Constant c) return c.value().isNone() ? where.of(e.right()) : left;
    if (left instanceof Meaning.Sequence s
        && s.tree().variable().map(v -> !v.domain().mayBeNone()).orElse(false)) {
      return left;
    }
    return where.apply(
        new Rule.Binary(BinaryOperator.COALESCE),
        List.of(where.tree(left, e.left()), where.treeOf(e.right())),
        e.span());
  }

  private Meaning range(Expr.Binary e) {
    Value from = where.constant(where.of(e.left()), e.left());
    Value to = where.constant(where.of(e.right()), e.right());
    List<Meaning> elements = new ArrayList<>();
    for (Value v : ranged(from, to, e)) {
      elements.add(new Meaning.Constant(v));
    }
    return new Meaning.Listed(elements);
  }

  private List<Value> ranged(Value from, Value to, Expr.Binary e) {
    if (from instanceof Value.Text a
        && to instanceof Value.Text b
        && isOnePoint(a.text())
        && isOnePoint(b.text())) {
      int first = a.text().codePointAt(0);
      int last = b.text().codePointAt(0);
      checking.calls().spend(last - first, e.span());
      List<Value> all = new ArrayList<>();
      for (int p = first; p <= last; p++) {
        if (p < 0xD800 || p > 0xDFFF) all.add(Value.of(Character.toString(p)));
      }
      return all;
    }
    int first = where.integer(new Meaning.Constant(from), e.left());
    int last = where.integer(new Meaning.Constant(to), e.right());
    checking.calls().spend((long) last - first, e.span());
    return Domain.range(first, last).values();
  }

  private static boolean isOnePoint(String text) {
    return text.codePointCount(0, text.length()) == 1;
  }

  private Meaning membership(Expr.Binary e) {
    Meaning subject = where.of(e.left());
    Meaning set = where.of(e.right());
    boolean negated = e.operator() == BinaryOperator.NOT_IN;
    List<Meaning> elements =
        where.elements(set).orElseThrow(() -> checking.fail(KindProblems.notASet(set, e)));
    Pointwise tree = where.tree(subject, e.left());
    Pointwise found = found(e, tree, elements);
    KindProblems.kindsApart(e, tree, elements, checking).ifPresent(checking::warn);
    return negated
        ? where.apply(new Rule.Unary(UnaryOperator.NOT), List.of(found), e.span())
        : where.meaning(found);
  }

  private Pointwise found(Expr.Binary e, Pointwise subject, List<Meaning> elements) {
    Set<Value> constants = new HashSet<>();
    List<Pointwise> others = new ArrayList<>();
    for (Meaning element : elements) {
      if (element instanceof Meaning.Constant c) constants.add(c.value());
      else others.add(where.tree(element, e.right()));
    }
    Trees trees = checking.trees();
    Pointwise found = trees.of(new Rule.Member(Set.copyOf(constants)), List.of(subject), e.span());
    for (Pointwise other : others) {
      Pointwise same =
          trees.of(new Rule.Binary(BinaryOperator.EQUAL), List.of(subject, other), e.span());
      found = trees.of(new Rule.Binary(BinaryOperator.OR), List.of(found, same), e.span());
    }
    return found;
  }

  private Meaning plain(Expr.Binary e) {
    Meaning left = where.of(e.left());
    Meaning right = where.of(e.right());
    for (Meaning m : List.of(left, right)) {
      if (m instanceof Meaning.Choice) {
        throw checking.fail(
            KindProblems.selectorOperand(
                e.operator().symbol(), e.operatorSpan(), m, m == left ? e.left() : e.right()));
      }
    }
    if (left instanceof Meaning.Listed l && right instanceof Meaning.Listed r) {
      Optional<Meaning> ofLists = lists(e.operator(), l, r, e.span());
      if (ofLists.isPresent()) return ofLists.get();
    }
    boolean equality =
        e.operator() == BinaryOperator.EQUAL || e.operator() == BinaryOperator.NOT_EQUAL;
    if (equality && (isNone(left) || isNone(right))) {
      throw checking.fail(KindProblems.equalsNone(e, isNone(right) ? e.left() : e.right()));
    }
    Pointwise a = where.tree(left, e.left());
    Pointwise b = where.tree(right, e.right());
    if (equality) {
      boolean equal = e.operator() == BinaryOperator.EQUAL;
      KindProblems.kindsApart(e.span(), equal, List.of(a, b), checking).ifPresent(checking::warn);
      List.of(a, b).forEach(x -> checking.lints().compared(x, e.span()));
    }
    return where.apply(new Rule.Binary(e.operator()), List.of(a, b), e.span());
  }

  private static boolean isNone(Meaning m) {
    return m instanceof Meaning.Constant c && c.value().isNone();
  }

  private Optional<Meaning> lists(
      BinaryOperator operator, Meaning.Listed left, Meaning.Listed right, Span span) {
    if (operator == BinaryOperator.ADD) {
      checking.calls().spend(left.elements().size() + (long) right.elements().size(), span);
      List<Meaning> both = new ArrayList<>(left.elements());
      both.addAll(right.elements());
      return Optional.of(new Meaning.Listed(both));
    }
    boolean constant =
        left.elements().stream().allMatch(m -> m instanceof Meaning.Constant)
            && right.elements().stream().allMatch(m -> m instanceof Meaning.Constant);
    if (!constant) return Optional.empty();
    boolean same = left.elements().equals(right.elements());
    if (operator == BinaryOperator.EQUAL) return Optional.of(new Meaning.Constant(Value.of(same)));
    if (operator == BinaryOperator.NOT_EQUAL) {
      return Optional.of(new Meaning.Constant(Value.of(!same)));
    }
    return Optional.empty();
  }
}

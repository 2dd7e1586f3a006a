package orrery.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import orrery.causal.Selector;
import orrery.syntax.BinaryOperator;
import orrery.syntax.Expr;
import orrery.types.Value;

/** {@code x[i]}: an element of a list, a value at a position, a row of a table. */
final class Indexing {
  private final Expressions where;
  private final Checking checking;

  Indexing(Expressions where) {
    this.where = where;
    this.checking = where.checking();
  }

  Meaning index(Expr.Index e) {
    Meaning operand = where.of(e.operand());
    Meaning position = where.of(e.position());
    if (operand instanceof Meaning.Sequence s) return sequence(e, s.tree(), position);
    if (operand instanceof Meaning.Constant c && !(c.value() instanceof Value.Text)) {
      return sequence(e, where.tree(operand, e.operand()), position);
    }
    if (operand instanceof Meaning.Constant && position instanceof Meaning.Place) return operand;
    if (operand instanceof Meaning.Dict d) return dict(e, d, position);
    List<Meaning> elements =
        where
            .elements(operand)
            .orElseThrow(() -> checking.fail(KindProblems.notIndexable(operand, e)));
    return list(e, elements, position);
  }

  private Meaning dict(Expr.Index e, Meaning.Dict dict, Meaning position) {
    if (position instanceof Meaning.Constant c) {
      Meaning found = dict.entries().get(c.value());
      if (found != null) return found;
      if (c.value().isNone()) return position;
    }
    Map<Value, Integer> places = new HashMap<>();
    List<Pointwise> operands = new ArrayList<>();
    operands.add(where.tree(position, e.position()));
    dict.entries()
        .forEach(
            (key, value) -> {
              places.put(key, operands.size());
              operands.add(where.tree(value, e.operand()));
            });
    return lookup(e, places, operands, Rule.Form.DICT);
  }

  private Meaning list(Expr.Index e, List<Meaning> elements, Meaning position) {
    if (position instanceof Meaning.Constant c && CallSite.isInteger(c.value())) {
      int i = where.integer(position, e.position());
      int at = i < 0 ? i + elements.size() : i;
      if (at < 0 || at >= elements.size()) {
        throw checking.fail(ValueProblems.outsideList(e.position(), i, elements.size()));
      }
      return elements.get(at);
    }
    Map<Value, Integer> places = new HashMap<>();
    List<Pointwise> operands = new ArrayList<>();
    operands.add(where.tree(position, e.position()));
    for (int i = 0; i < elements.size(); i++) {
      places.put(Value.of(i), i + 1);
      places.put(Value.of(i - elements.size()), i + 1);
      operands.add(where.tree(elements.get(i), e.operand()));
    }
    return lookup(e, places, operands, Rule.Form.LIST);
  }

  private Meaning lookup(
      Expr.Index e, Map<Value, Integer> places, List<Pointwise> operands, Rule.Form form) {
    return where.apply(new Rule.Lookup(Map.copyOf(places), 0, form), operands, e.span());
  }

  private Meaning sequence(Expr.Index e, Pointwise tree, Meaning position) {
    if (position instanceof Meaning.Place place) {
      if (!tree.isOn(Side.HERE)) throw checking.fail(KindProblems.nestedSelect(e.operand()));
      return where.meaning(checking.trees().moved(tree, Side.HERE, place.side()));
    }
    Input input = ValueProblems.input(checking, e.span());
    if (position instanceof Meaning.Constant) {
      return gather(e, tree, where.integer(position, e.position()), input);
    }
    Pointwise at = where.tree(position, e.position());
    boolean ofLength = at.leaves().stream().allMatch(l -> l.variable() == input.length());
    if (!ofLength) throw checking.fail(KindProblems.sequenceIndex(e));
    return read(e, tree, equal(e, input, checking.trees().moved(at, Side.HERE, Side.QUERY)));
  }

  private Meaning gather(Expr.Index e, Pointwise tree, int at, Input input) {
    int longest =
        (int) input.length().domain().value(input.length().domain().size() - 1).toDouble();
    if (at >= longest || at < -longest) {
      throw checking.fail(ValueProblems.outsideInput(e.span(), at, longest));
    }
    if (at >= 0) {
      return read(e, tree, equal(e, input, checking.trees().constant(Value.of(at), e.span())));
    }
    if (checking.settings().causal()) throw checking.fail(ValueProblems.futureIndex(e));
    if (at == -1) {
      return read(
          e,
          tree,
          new Selector.Narrow(new Selector.Full(), Selector.Narrowing.LAST, Optional.empty()));
    }
    Pointwise length =
        checking.trees().of(new Rule.Leaf(input.length(), Side.QUERY), List.of(), e.span());
    Pointwise offset = checking.trees().constant(Value.of(at), e.span());
    Rule add = new Rule.Binary(BinaryOperator.ADD);
    return read(
        e, tree, equal(e, input, checking.trees().of(add, List.of(length, offset), e.span())));
  }

  private Selector equal(Expr.Index e, Input input, Pointwise position) {
    Pointwise key =
        checking.trees().of(new Rule.Leaf(input.indices(), Side.KEY), List.of(), e.span());
    Rule rule = new Rule.Binary(BinaryOperator.EQUAL);
    return new Selectors(checking, where.naming().hint("at"))
        .of(checking.trees().of(rule, List.of(key, position), e.span()), e.span());
  }

  private Meaning read(Expr.Index e, Pointwise tree, Selector selector) {
    Meaning.Choice choice = new Meaning.Choice(selector, Optional.empty());
    return new Meaning.Sequence(
        new Attentions(checking, where.naming())
            .aggregate(
                new Attentions.Request(
                    choice, Optional.of(tree), Value.NONE, e.span(), Optional.empty())));
  }
}

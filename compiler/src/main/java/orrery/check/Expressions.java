package orrery.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import orrery.diagnostic.Span;
import orrery.syntax.Expr;
import orrery.syntax.Parameter;
import orrery.syntax.Statement;
import orrery.types.Value;

/** What the expressions at one place of the program mean. */
final class Expressions implements Expr.Cases<Meaning> {
  private final Checking checking;
  private final Scope scope;
  private final Naming naming;

  Expressions(Checking checking, Scope scope, Naming naming) {
    this.checking = checking;
    this.scope = scope;
    this.naming = naming;
  }

  Checking checking() {
    return checking;
  }

  Scope scope() {
    return scope;
  }

  Naming naming() {
    return naming;
  }

  /** The same place with further names. */
  Expressions in(Scope inner) {
    return new Expressions(checking, inner, naming);
  }

  /** What an expression means. */
  Meaning of(Expr e) {
    return e.match(this);
  }

  // ---------------------------------------------------------------- what a meaning may be used as

  /** A meaning as a value at every position. */
  Pointwise tree(Meaning meaning, Expr written) {
    if (meaning instanceof Meaning.Sequence s) return s.tree();
    if (meaning instanceof Meaning.Constant c) {
      return checking.trees().constant(c.value(), written.span());
    }
    if (meaning instanceof Meaning.Place p) {
      Input input = ValueProblems.input(checking, written.span());
      return checking
          .trees()
          .of(new Rule.Leaf(input.indices(), p.side()), List.of(), written.span());
    }
    throw checking.fail(KindProblems.notASequence(meaning, written));
  }

  /** An expression as a value at every position. */
  Pointwise treeOf(Expr written) {
    return tree(of(written), written);
  }

  /** A meaning as a constant. */
  Value constant(Meaning meaning, Expr written) {
    if (meaning instanceof Meaning.Constant c) return c.value();
    if (meaning instanceof Meaning.Sequence s && s.tree().leaves().isEmpty()) {
      Result result = new RowEvaluator(s.tree(), checking.calls()).atRow(0);
      if (result instanceof Result.Known k) return k.value();
      if (result instanceof Result.Failed f) {
        throw checking.fail(ValueProblems.failure(f, Optional.empty(), checking));
      }
    }
    checking.calls().needsConstant(meaning);
    throw checking.fail(KindProblems.notConstant(meaning, written, checking));
  }

  /** A meaning as an integer that fits 32 bits. */
  int integer(Meaning meaning, Expr written) {
    Value v = constant(meaning, written);
    if (v instanceof Value.Rational r
        && CallSite.isInteger(v)
        && r.number().getNumerator().bitLength() < 32) {
      return r.number().intValue();
    }
    throw checking.fail(KindProblems.notAnInteger(v, written));
  }

  /** The elements of a constant list, the code points of a text, the keys of a dict. */
  Optional<List<Meaning>> elements(Meaning meaning) {
    if (meaning instanceof Meaning.Listed l) return Optional.of(l.elements());
    if (meaning instanceof Meaning.Dict d) {
      return Optional.of(
          d.entries().keySet().stream().<Meaning>map(Meaning.Constant::new).toList());
    }
    if (meaning instanceof Meaning.Constant c && c.value() instanceof Value.Text t) {
      return Optional.of(
          t.text()
              .codePoints()
              .<Meaning>mapToObj(p -> new Meaning.Constant(Value.of(Character.toString(p))))
              .toList());
    }
    return Optional.empty();
  }

  /** A pointwise function as a meaning: a constant where it is one. */
  Meaning meaning(Pointwise tree) {
    if (tree.constant().isPresent()) return new Meaning.Constant(tree.constant().get());
    if (tree.leaves().isEmpty()) {
      Result result = new RowEvaluator(tree, checking.calls()).atRow(0);
      if (result instanceof Result.Known k) return new Meaning.Constant(k.value());
    }
    return new Meaning.Sequence(tree);
  }

  /** A rule applied to operands. */
  Meaning apply(Rule rule, List<Pointwise> operands, Span span) {
    return meaning(checking.trees().of(rule, operands, span));
  }

  // ---------------------------------------------------------------- the forms

  @Override
  public Meaning name(Expr.Name e) {
    Optional<Scope.Binding> binding = scope.find(e.id());
    if (binding.isEmpty()) throw checking.fail(checking.unknown(e.id(), e.span(), scope));
    Meaning meaning = binding.get().meaning();
    if (meaning instanceof Meaning.Poison) throw new Checking.Poisoned();
    if (meaning instanceof Meaning.Length) return length(e);
    if (meaning instanceof Meaning.Indices) {
      Input input = ValueProblems.input(checking, e.span());
      return new Meaning.Sequence(checking.trees().leaf(input.indices(), e.span()));
    }
    return meaning;
  }

  private Meaning length(Expr.Name e) {
    Input input = ValueProblems.input(checking, e.span());
    if (checking.settings().causal()) throw checking.fail(ValueProblems.futureLength(e.span()));
    return new Meaning.Sequence(checking.trees().leaf(input.length(), e.span()));
  }

  @Override
  public Meaning literal(Expr.Literal e) {
    return new Meaning.Constant(Value.of(e.value()));
  }

  @Override
  public Meaning text(Expr.Text e) {
    return new Meaning.Constant(Value.of(e.value()));
  }

  @Override
  public Meaning truth(Expr.Truth e) {
    return new Meaning.Constant(Value.of(e.value()));
  }

  @Override
  public Meaning none(Expr.None e) {
    return new Meaning.Constant(Value.NONE);
  }

  @Override
  public Meaning paren(Expr.Paren e) {
    return of(e.inner());
  }

  @Override
  public Meaning call(Expr.Call e) {
    return checking.calls().call(this, e);
  }

  @Override
  public Meaning index(Expr.Index e) {
    return new Indexing(this).index(e);
  }

  @Override
  public Meaning member(Expr.Member e) {
    Meaning operand = of(e.operand());
    if (!(operand instanceof Meaning.Module module)) {
      throw checking.fail(NameProblems.notAModule(e));
    }
    return Modules.member(checking, module, e.name().text(), e.name().span());
  }

  @Override
  public Meaning unary(Expr.Unary e) {
    return new OperatorExpressions(this).unary(e);
  }

  @Override
  public Meaning binary(Expr.Binary e) {
    return new OperatorExpressions(this).binary(e);
  }

  @Override
  public Meaning conditional(Expr.Conditional e) {
    return choice(e.condition(), e.then(), () -> of(e.otherwise()), e.otherwise(), e.span());
  }

  @Override
  public Meaning cases(Expr.Case e) {
    return cases(e, 0);
  }

  private Meaning cases(Expr.Case e, int arm) {
    if (arm == e.arms().size()) return of(e.otherwise());
    Expr.CaseArm a = e.arms().get(arm);
    return choice(a.condition(), a.value(), () -> cases(e, arm + 1), e.otherwise(), e.span());
  }

  private interface Later {
    Meaning get();
  }

  private Meaning choice(Expr condition, Expr then, Later otherwise, Expr last, Span span) {
    Meaning c = of(condition);
    if (c instanceof Meaning.Choice) {
      throw checking.fail(KindProblems.selectorCondition(condition));
    }
    if (c instanceof Meaning.Constant k) {
      if (k.value().equals(Value.TRUE)) return of(then);
      if (k.value().equals(Value.FALSE)) return otherwise.get();
    }
    Pointwise test = tree(c, condition);
    Pointwise yes = treeOf(then);
    Pointwise no = tree(otherwise.get(), last);
    return apply(new Rule.Choice(condition.span()), List.of(test, yes, no), span);
  }

  @Override
  public Meaning matching(Expr.Match e) {
    Meaning subject = of(e.subject());
    Map<Value, Integer> places = new HashMap<>();
    List<Expr> results = new ArrayList<>();
    for (Expr.MatchArm arm : e.arms()) {
      results.add(arm.value());
      for (Expr pattern : arm.patterns()) {
        Meaning p = of(pattern);
        List<Meaning> patterns = p instanceof Meaning.Listed l ? l.elements() : List.of(p);
        for (Meaning one : patterns) {
          places.putIfAbsent(constant(one, pattern), results.size());
        }
      }
    }
    if (subject instanceof Meaning.Constant c) {
      Integer place = places.get(c.value());
      if (place != null) return of(results.get(place - 1));
      if (c.value().isNone()) return subject;
      if (e.otherwise().isPresent()) return of(e.otherwise().get());
    }
    List<Pointwise> operands = new ArrayList<>();
    operands.add(tree(subject, e.subject()));
    checking.lints().compared(operands.get(0), e.subject().span());
    results.forEach(r -> operands.add(treeOf(r)));
    e.otherwise().ifPresent(o -> operands.add(treeOf(o)));
    int otherwise = e.otherwise().isPresent() ? operands.size() - 1 : 0;
    return apply(new Rule.Lookup(places, otherwise, Rule.Form.MATCH), operands, e.span());
  }

  @Override
  public Meaning lambda(Expr.Lambda e) {
    List<Parameter> parameters =
        e.parameters().stream()
            .map(p -> new Parameter(p.span(), p, Optional.empty(), Optional.empty()))
            .toList();
    List<Statement> body = List.of(new Statement.Return(e.body().span(), List.of(e.body())));
    return new Meaning.Closure("fn", parameters, body, scope, e.span());
  }

  @Override
  public Meaning list(Expr.ListLiteral e) {
    return new Meaning.Listed(e.elements().stream().map(this::of).toList());
  }

  @Override
  public Meaning dict(Expr.DictLiteral e) {
    Map<Value, Meaning> entries = new LinkedHashMap<>();
    for (Expr.Entry entry : e.entries()) {
      entries.put(constant(of(entry.key()), entry.key()), of(entry.value()));
    }
    return new Meaning.Dict(entries);
  }

  @Override
  public Meaning listComprehension(Expr.ListComprehension e) {
    List<Meaning> elements = new ArrayList<>();
    new Rounds(this).each(e.generator(), inner -> elements.add(inner.of(e.element())));
    return new Meaning.Listed(elements);
  }

  @Override
  public Meaning dictComprehension(Expr.DictComprehension e) {
    Map<Value, Meaning> entries = new LinkedHashMap<>();
    Expr.Entry entry = e.entry();
    new Rounds(this)
        .each(
            e.generator(),
            inner ->
                entries.put(
                    inner.constant(inner.of(entry.key()), entry.key()), inner.of(entry.value())));
    return new Meaning.Dict(entries);
  }

  @Override
  public Meaning selectCompare(Expr.SelectCompare e) {
    return new Selections(this).compare(e);
  }

  @Override
  public Meaning selectWhere(Expr.SelectWhere e) {
    return new Selections(this).where(e);
  }
}

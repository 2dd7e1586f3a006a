package orrery.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import orrery.causal.Annotations;
import orrery.causal.Variable;
import orrery.syntax.Expr;
import orrery.syntax.Notes;
import orrery.syntax.Statement;
import orrery.syntax.Target;
import orrery.types.Value;

/** Runs statements at compile time; the answer is what {@code return} gave, if one was met. */
final class Statements implements Statement.Cases<Optional<Meaning>> {
  private final Expressions where;
  private final Checking checking;

  Statements(Expressions where) {
    this.where = where;
    this.checking = where.checking();
  }

  /** Runs statements in order until one returns. */
  Optional<Meaning> run(List<Statement> body) {
    for (Statement s : body) {
      Optional<Meaning> returned = s.match(this);
      if (returned.isPresent()) return returned;
    }
    return Optional.empty();
  }

  @Override
  public Optional<Meaning> bind(Statement.Bind e) {
    List<Meaning> values = new ArrayList<>();
    if (e.values().size() == e.targets().size()) {
      for (int i = 0; i < e.values().size(); i++) {
        String name = e.targets().get(i).name().text();
        values.add(at(name).of(e.values().get(i)));
      }
    } else if (e.values().size() == 1) {
      Expr only = e.values().get(0);
      Meaning several = at(e.targets().get(0).name().text()).of(only);
      values.addAll(where.elements(several).orElse(List.of(several)));
    } else {
      values.addAll(e.values().stream().map(where::of).toList());
    }
    if (values.size() != e.targets().size()) {
      throw checking.fail(NameProblems.countsDiffer(e.span(), e.targets().size(), values.size()));
    }
    for (int i = 0; i < values.size(); i++) {
      Expr written = e.values().get(e.values().size() == values.size() ? i : 0);
      bind(e.targets().get(i), values.get(i), e.notes(), written);
    }
    return Optional.empty();
  }

  private Expressions at(String name) {
    return new Expressions(checking, where.scope(), where.naming().binding(name));
  }

  /** Binds one name; answers what it then means. */
  Meaning bind(Target target, Meaning value, Notes notes, Expr written) {
    String name = target.name().text();
    Optional<Scope.Binding> before = where.scope().bound(name);
    if (before.isPresent() && !before.get().rebindable()) {
      throw checking.fail(NameProblems.boundTwice(target.name(), before.get()));
    }
    Meaning bound = node(target, value, notes, written);
    Scope.Binding binding = new Scope.Binding(bound, target.name().span(), before.isPresent());
    if (before.isPresent()) where.scope().rebind(name, binding);
    else where.scope().bind(name, binding);
    return bound;
  }

  private Meaning node(Target target, Meaning value, Notes notes, Expr written) {
    Expressions here = at(target.name().text());
    target.type().ifPresent(t -> new Types(here).require(t, value, target, written));
    if (value instanceof Meaning.Choice c && c.name().isEmpty()) {
      checking.remember(c.selector(), new AnnotationReader(here).read(notes, target));
      return new Meaning.Choice(c.selector(), Optional.of(target.name().text()));
    }
    if (!(value instanceof Meaning.Sequence s)) return value;
    if (!s.tree().isOn(Side.HERE) || checking.isOpen(s.tree())) return value;
    AnnotationReader reader = new AnnotationReader(here);
    Annotations annotations = reader.read(notes, target);
    String name = reader.name(notes).orElse(here.naming().current());
    Pointwise tree = reader.unreachable(notes).map(v -> orElse(s.tree(), v)).orElse(s.tree());
    Variable v = checking.tables().bind(name, annotations, tree);
    return new Meaning.Sequence(checking.trees().leaf(v, target.name().span()));
  }

  /** The same function with a value where it fails. */
  private Pointwise orElse(Pointwise tree, Value value) {
    Pointwise other = checking.trees().constant(value, tree.span());
    return checking.trees().of(new Rule.Rescued(), List.of(tree, other), tree.span());
  }

  @Override
  public Optional<Meaning> var(Statement.Var e) {
    String name = e.target().name().text();
    Optional<Scope.Binding> before = where.scope().bound(name);
    if (before.isPresent()) {
      throw checking.fail(NameProblems.boundTwice(e.target().name(), before.get()));
    }
    Meaning bound = bind(e.target(), at(name).of(e.value()), e.notes(), e.value());
    where
        .scope()
        .bind(name, new Scope.Binding(bound, e.target().name().span(), /* rebindable= */ true));
    return Optional.empty();
  }

  @Override
  public Optional<Meaning> def(Statement.Def e) {
    if (!returns(e.body())) throw checking.fail(NameProblems.noReturn(e));
    String name = e.name().text();
    Optional<Scope.Binding> before = where.scope().bound(name);
    if (before.isPresent()) throw checking.fail(NameProblems.boundTwice(e.name(), before.get()));
    Meaning.Closure closure =
        new Meaning.Closure(name, e.parameters(), e.body(), where.scope(), e.name().span());
    where.scope().bind(name, new Scope.Binding(closure, e.name().span(), false));
    return Optional.empty();
  }

  private static boolean returns(List<Statement> body) {
    for (Statement s : body) {
      if (s instanceof Statement.Return) return true;
      if (s instanceof Statement.If i && (returns(i.then()) || returns(i.otherwise()))) return true;
      if (s instanceof Statement.For f && returns(f.body())) return true;
    }
    return false;
  }

  @Override
  public Optional<Meaning> loop(Statement.For e) {
    int round = 0;
    for (Scope scope : new Rounds(where).scopes(e.variables(), e.source())) {
      Expressions inner = new Expressions(checking, scope, where.naming().iteration(round));
      Optional<Meaning> returned = new Statements(inner).run(e.body());
      if (returned.isPresent()) return returned;
      round++;
    }
    return Optional.empty();
  }

  @Override
  public Optional<Meaning> choice(Statement.If e) {
    Meaning condition = where.of(e.condition());
    checking.calls().needsConstant(condition);
    if (!(condition instanceof Meaning.Constant c)) {
      throw checking.fail(KindProblems.compileTimeIf(e));
    }
    if (!(c.value() instanceof Value.Truth t)) {
      throw checking.fail(KindProblems.conditionKind(c.value(), e.condition()));
    }
    return run(t.truth() ? e.then() : e.otherwise());
  }

  @Override
  public Optional<Meaning> result(Statement.Return e) {
    List<Meaning> values = e.values().stream().map(where::of).toList();
    return Optional.of(values.size() == 1 ? values.get(0) : new Meaning.Listed(values));
  }

  @Override
  public Optional<Meaning> watch(Statement.Watch e) {
    Meaning meaning = where.of(e.value());
    if (meaning instanceof Meaning.Sequence s && s.tree().isOn(Side.HERE)) {
      checking.tables().variable(s.tree(), where.naming().hint("watch"));
    }
    return Optional.empty();
  }
}

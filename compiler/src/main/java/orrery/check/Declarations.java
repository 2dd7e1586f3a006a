package orrery.check;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import orrery.causal.Annotations;
import orrery.causal.CausalModel;
import orrery.causal.Variable;
import orrery.diagnostic.Diagnostic;
import orrery.syntax.BinaryOperator;
import orrery.syntax.Expr;
import orrery.syntax.Identifier;
import orrery.syntax.Item;
import orrery.syntax.Statement;
import orrery.syntax.Target;
import orrery.syntax.TypeExpr;
import orrery.types.Domain;
import orrery.types.Value;

/** Works through a program's items in order. */
final class Declarations implements Item.Cases<Optional<Meaning>> {
  private final Checking checking;
  private final Scope scope;
  private final Expressions where;
  private final Modules modules;
  private final Findings before;
  private final Findings found = new Findings();
  private final Map<String, Value> params;
  private final Map<String, Value> set = new TreeMap<>();

  /**
   * One pass over a program.
   *
   * @param before what an earlier pass found: the shape and the assumptions that hold from the
   *     start
   * @param params the values of parameters given from outside; those used are entered, too
   */
  Declarations(
      Checking checking, Scope scope, Modules modules, Findings before, Map<String, Value> params) {
    this.checking = checking;
    this.scope = scope;
    this.where = new Expressions(checking, scope, Naming.TOP);
    this.modules = modules;
    this.before = before;
    this.params = params;
  }

  /** The parameters as they were set. */
  Map<String, Value> params() {
    return set;
  }

  Findings found() {
    return found;
  }

  @Override
  public Optional<Meaning> importing(Item.ImportDecl e) {
    modules.load(e, scope);
    return Optional.empty();
  }

  @Override
  public Optional<Meaning> statement(Statement e) {
    if (e instanceof Statement.Return r) {
      throw checking.fail(
          Diagnostic.error("E0105", r.span(), "`return` stands outside of a function"));
    }
    return e.match(new Statements(where));
  }

  @Override
  public Optional<Meaning> type(Item.TypeDecl e) {
    type(where, e);
    return Optional.empty();
  }

  /** Binds a type to the list of its values. */
  static void type(Expressions where, Item.TypeDecl e) {
    List<Meaning> values =
        new Types(where).values(e.domain()).stream().<Meaning>map(Meaning.Constant::new).toList();
    bindNew(where, e.name(), new Meaning.Listed(values));
  }

  private static void bindNew(Expressions where, Identifier name, Meaning meaning) {
    Optional<Scope.Binding> bound = where.scope().bound(name.text());
    if (bound.isPresent()) {
      throw where.checking().fail(NameProblems.boundTwice(name, bound.get()));
    }
    where.scope().bind(name.text(), new Scope.Binding(meaning, name.span(), false));
  }

  @Override
  public Optional<Meaning> param(Item.ParamDecl e) {
    String name = e.name().text();
    Value given = params.get(name);
    Meaning meaning = given != null ? new Meaning.Constant(given) : where.of(e.value());
    if (meaning instanceof Meaning.Constant c && e.type().isPresent()) {
      Optional<Domain> domain = new Types(where).domain(e.type().get());
      if (domain.isPresent() && !domain.get().contains(c.value())) {
        throw checking.fail(
            ValueProblems.outsideType(
                name,
                c.value(),
                e.value().span(),
                e.type().get().span(),
                Optional.empty(),
                checking));
      }
    }
    bindNew(where, e.name(), meaning);
    if (meaning instanceof Meaning.Constant c) set.put(name, c.value());
    return Optional.empty();
  }

  @Override
  public Optional<Meaning> input(Item.InputDecl e) {
    if (checking.input().isPresent()) {
      throw checking.fail(
          Diagnostic.error("E0701", e.span(), "a program has one input; this is the second"));
    }
    Input input = new InputDeclaration(where).read(e, before);
    bindNew(
        where,
        e.name(),
        new Meaning.Sequence(checking.trees().leaf(input.tokens(), e.name().span())));
    return Optional.empty();
  }

  @Override
  public Optional<Meaning> shape(Item.ShapeDecl e) {
    Input input = ValueProblems.input(checking, e.span());
    if (found.shape().isPresent()) {
      throw checking.fail(
          Diagnostic.error("E0701", e.span(), "a program has one shape: join them with `|`"));
    }
    found.shape(new Shapes(where, input.tokens().domain()).of(e));
    return Optional.empty();
  }

  @Override
  public Optional<Meaning> option(Item.OptionDecl e) {
    return Optional.empty();
  }

  /** An assumption holds where it is true, and where it is undefined: it says nothing there. */
  @Override
  public Optional<Meaning> assume(Item.AssumeDecl e) {
    ValueProblems.input(checking, e.span());
    Expr written = e.condition();
    Pointwise always = checking.trees().constant(Value.TRUE, written.span());
    Variable v =
        condition(
            "assume_" + (found.assumptions().size() + 1),
            written,
            tree ->
                checking
                    .trees()
                    .of(
                        new Rule.Binary(BinaryOperator.COALESCE),
                        List.of(tree, always),
                        written.span()));
    found.assumptions().add(new Findings.Assumption(v, written.span()));
    return Optional.empty();
  }

  @Override
  public Optional<Meaning> check(Item.CheckDecl e) {
    ValueProblems.input(checking, e.span());
    int number = found.checks().size() + 1;
    checking.inCheck(true);
    Expr written = e.condition();
    Expressions here = new Expressions(checking, scope, Naming.TOP.binding("check_" + number));
    Pointwise tree = here.tree(truth(here, written), written);
    requireTruths(tree, written);
    checking.tables().requireValues(tree);
    String label =
        e.name().map(Identifier::text).orElseGet(() -> Kinds.text(e.condition().span().text()));
    found.checks().add(new TypedProgram.Check(label, written.span(), checking.condition(tree)));
    return Optional.empty();
  }

  private Variable condition(String name, Expr written, UnaryOperator<Pointwise> judged) {
    Expressions here = new Expressions(checking, scope, Naming.TOP.binding(name));
    Meaning meaning = truth(here, written);
    Variable v =
        checking
            .tables()
            .bind(name, Annotations.UNNAMED, judged.apply(here.tree(meaning, written)));
    requireTruths(checking.trees().leaf(v, written.span()), written);
    return v;
  }

  private Meaning truth(Expressions here, Expr written) {
    Meaning meaning = here.of(written);
    if (meaning instanceof Meaning.Choice) {
      throw checking.fail(KindProblems.selectorCondition(written));
    }
    return meaning;
  }

  private void requireTruths(Pointwise tree, Expr written) {
    Optional<Domain> values = Kinds.domain(tree, checking);
    for (Value value : values.map(Domain::values).orElse(List.of())) {
      if (!(value instanceof Value.Truth) && !value.isNone()) {
        throw checking.fail(KindProblems.conditionKind(value, written));
      }
    }
  }

  @Override
  public Optional<Meaning> output(Item.OutputDecl e) {
    ValueProblems.input(checking, e.span());
    Meaning meaning;
    if (e.value().isPresent()) {
      Target target = new Target(e.name().span(), e.name(), e.type());
      Expressions here = new Expressions(checking, scope, Naming.TOP.binding(e.name().text()));
      Expr written = e.value().get();
      Meaning value = here.of(written);
      if (value instanceof Meaning.Constant) {
        value = new Meaning.Sequence(here.tree(value, written));
      }
      meaning = new Statements(where).bind(target, value, e.notes(), written);
    } else {
      Expr.Name name = new Expr.Name(e.name().span(), e.name().text());
      meaning = where.of(name);
      if (e.type().isPresent()) {
        new Types(where)
            .require(e.type().get(), where.tree(meaning, name), e.name().text(), e.name().span());
      }
    }
    if (!(meaning instanceof Meaning.Sequence s)) {
      throw checking.fail(
          KindProblems.notASequence(
              meaning, e.value().orElse(new Expr.Name(e.name().span(), e.name().text()))));
    }
    Variable v = checking.tables().variable(s.tree(), e.name().text());
    boolean numeric = e.type().map(t -> t instanceof TypeExpr.Numeric).orElse(false);
    String name = e.name().text();
    if (found.outputs().stream().anyMatch(o -> o.name().equals(name))) {
      throw checking.fail(
          Diagnostic.error("E0112", e.name().span(), "`" + name + "` is an output already"));
    }
    found.outputs().add(new CausalModel.Output(v, name, place(e), numeric));
    return Optional.of(meaning);
  }

  private CausalModel.At place(Item.OutputDecl e) {
    if (e.position().isEmpty()) return CausalModel.At.EVERYWHERE;
    Expr written = e.position().get();
    if (written instanceof Expr.Name n && n.id().equals("last")) {
      return new CausalModel.At(CausalModel.Place.LAST, 0);
    }
    if (written instanceof Expr.Name n && n.id().equals("first")) {
      return new CausalModel.At(CausalModel.Place.FIRST, 0);
    }
    int index = where.integer(where.of(written), written);
    int longest = ValueProblems.longest(checking);
    if (index < 0 || index >= longest) {
      throw checking.fail(ValueProblems.outsideInput(written.span(), index, longest));
    }
    return new CausalModel.At(CausalModel.Place.INDEX, index);
  }

  @Override
  public Optional<Meaning> example(Item.ExampleDecl e) {
    found.examples().add(e);
    return Optional.empty();
  }
}

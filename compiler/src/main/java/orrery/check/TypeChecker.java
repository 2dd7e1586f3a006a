package orrery.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import orrery.causal.InputSpace;
import orrery.causal.Variable;
import orrery.diagnostic.Diagnostics;
import orrery.diagnostic.Source;
import orrery.diagnostic.Span;
import orrery.syntax.Expr;
import orrery.syntax.Identifier;
import orrery.syntax.Item;
import orrery.syntax.Program;
import orrery.syntax.Statement;
import orrery.syntax.Syntax;
import orrery.syntax.Target;
import orrery.types.Value;

/**
 * Finds out what a program means, or what is wrong with it.
 *
 * <p>A program with a {@code shape} or an {@code assume} is gone through twice: the first time only
 * to learn what is assumed, because an assumption may stand after the expressions that rely on it.
 */
public final class TypeChecker {
  private static final long STACK = 1L << 29; // bytes; only what deep recursion touches is used

  private final Program program;
  private final ModuleLoader loader;
  private final Map<String, String> params;
  private final Diagnostics diagnostics;

  private TypeChecker(
      Program program, ModuleLoader loader, Map<String, String> params, Diagnostics diagnostics) {
    this.program = program;
    this.loader = loader;
    this.params = params;
    this.diagnostics = diagnostics;
  }

  /**
   * Checks a program.
   *
   * @param params values of parameters, as text, that replace the program's own
   * @param diagnostics where mistakes are reported
   * @return the program's meaning; empty after an error
   */
  public static Optional<TypedProgram> check(
      Program program, ModuleLoader loader, Map<String, String> params, Diagnostics diagnostics) {
    TypeChecker checker = new TypeChecker(program, loader, params, diagnostics);
    List<TypedProgram> result = new ArrayList<>();
    List<Throwable> bug = new ArrayList<>();
    Thread deep = new Thread(null, () -> checker.check().ifPresent(result::add), "check", STACK);
    deep.setUncaughtExceptionHandler((thread, thrown) -> bug.add(thrown));
    deep.start();
    try {
      deep.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while checking", interrupted);
    }
    if (!bug.isEmpty()) {
      throw new AssertionError("while checking " + program.source().name(), bug.get(0));
    }
    return result.stream().findFirst();
  }

  private Optional<TypedProgram> check() {
    boolean twice =
        program.items().stream()
            .anyMatch(i -> i instanceof Item.ShapeDecl || i instanceof Item.AssumeDecl);
    Findings before = new Findings();
    if (twice) {
      before = pass(new Diagnostics(), before, /* rehearsal= */ true).declarations().found();
    }
    Pass pass = pass(diagnostics, before, /* rehearsal= */ false);
    pass.checking().statement(() -> finish(pass));
    return diagnostics.hasErrors() ? Optional.empty() : Optional.of(typed(pass));
  }

  private record Pass(
      Checking checking,
      Declarations declarations,
      Scope scope,
      List<TypedProgram.Example> examples) {}

  private Pass pass(Diagnostics reports, Findings before, boolean rehearsal) {
    Checking checking = new Checking(reports, new Options(reports).read(program), rehearsal);
    Scope library = Modules.library(checking);
    Modules modules = new Modules(checking, loader, library);
    modules.startFrom(program.source());
    Scope scope = library.body();
    Declarations declarations =
        new Declarations(checking, scope, modules, before, given(checking, library));
    program.items().forEach(i -> expect(i, checking));
    for (Item item : program.items()) {
      boolean sound = checking.statement(() -> item.matchItem(declarations));
      if (!sound) poison(item, scope, checking);
    }
    return new Pass(checking, declarations, scope, new ArrayList<>());
  }

  /** The parameters given from outside, read as expressions. */
  private Map<String, Value> given(Checking checking, Scope library) {
    Map<String, Value> values = new LinkedHashMap<>();
    params.forEach(
        (name, text) -> {
          Diagnostics silent = new Diagnostics();
          Source source = new Source("-D " + name, "v = " + text + ";");
          Program parsed = Syntax.parse(source, silent);
          Value value = Value.of(text);
          if (!silent.hasErrors()
              && parsed.items().size() == 1
              && parsed.items().get(0) instanceof Statement.Bind b
              && b.values().size() == 1) {
            Expr written = b.values().get(0);
            Checking apart = new Checking(silent, checking.settings(), /* rehearsal= */ true);
            Expressions where = new Expressions(apart, library, Naming.TOP);
            Value[] read = {value};
            apart.statement(() -> read[0] = where.constant(where.of(written), written));
            value = read[0];
          }
          values.put(name, value);
        });
    return values;
  }

  private static void expect(Item item, Checking checking) {
    for (Identifier name : bound(item)) {
      checking.expect(name.text(), name.span());
      boolean imports = item instanceof Item.ImportDecl;
      if (!imports) checking.lints().hides(name, Library.functions());
    }
  }

  private static List<Identifier> bound(Item item) {
    if (item instanceof Statement.Bind b) return b.targets().stream().map(Target::name).toList();
    if (item instanceof Statement.Var v) return List.of(v.target().name());
    if (item instanceof Statement.Def d) return List.of(d.name());
    if (item instanceof Item.TypeDecl t) return List.of(t.name());
    if (item instanceof Item.ParamDecl p) return List.of(p.name());
    if (item instanceof Item.InputDecl i) return List.of(i.name());
    if (item instanceof Item.OutputDecl o && o.value().isPresent()) return List.of(o.name());
    if (item instanceof Item.ImportDecl i) {
      return i.names().isEmpty() ? List.of(Modules.alias(i)) : i.names();
    }
    return List.of();
  }

  /** What a statement with an error would have bound is known, so that its uses are no errors. */
  private static void poison(Item item, Scope scope, Checking checking) {
    if (item instanceof Item.InputDecl) checking.inputFailed();
    for (Identifier name : bound(item)) {
      Scope.Binding poison = new Scope.Binding(new Meaning.Poison(), name.span(), true);
      if (scope.bound(name.text()).isEmpty()) scope.bind(name.text(), poison);
    }
  }

  private void finish(Pass pass) {
    Checking checking = pass.checking();
    Span start = program.source().span(0, 0);
    Span place = program.name().map(Identifier::span).orElse(start);
    Optional<Input> input = checking.input();
    boolean declared = program.items().stream().anyMatch(i -> i instanceof Item.InputDecl);
    if (input.isEmpty()) {
      if (declared || diagnostics.hasErrors()) return;
      throw checking.fail(DeclarationProblems.noInput(place));
    }
    Findings found = pass.declarations().found();
    if (found.outputs().isEmpty()) {
      boolean output = program.items().stream().anyMatch(i -> i instanceof Item.OutputDecl);
      if (output) return;
      throw checking.fail(DeclarationProblems.noOutput(place));
    }
    checking.conflicts().judge(found);
    Expressions where = new Expressions(checking, pass.scope(), Naming.TOP);
    Examples examples = new Examples(where, input.get(), space(pass), found);
    for (Item.ExampleDecl e : found.examples()) {
      checking.statement(() -> pass.examples().add(examples.read(e)));
    }
  }

  private InputSpace space(Pass pass) {
    Input input = pass.checking().input().orElseThrow(() -> new AssertionError("no input"));
    Findings found = pass.declarations().found();
    List<Integer> lengths =
        input.length().domain().values().stream().map(v -> (int) v.toDouble()).toList();
    return new InputSpace(
        input.tokens().domain(),
        lengths,
        found.shape(input.tokens().domain(), pass.checking().settings()),
        found.assumptions().stream().map(Findings.Assumption::condition).toList(),
        pass.checking().settings().causal());
  }

  private TypedProgram typed(Pass pass) {
    Findings found = pass.declarations().found();
    String file = program.source().name().replaceAll(".*[/\\\\]", "").replaceAll("\\.rasp$", "");
    TypedProgram typed =
        new TypedProgram(
            program.name().map(Identifier::text).orElse(file),
            program.doc(),
            program.source(),
            pass.declarations().params(),
            space(pass),
            pass.checking().input().orElseThrow(() -> new AssertionError("no input")),
            pass.checking().settings().bos(),
            pass.checking().nodes().all(),
            found.outputs(),
            pass.examples(),
            found.checks(),
            pass.checking().notes());
    warnUnused(typed);
    return typed;
  }

  private void warnUnused(TypedProgram typed) {
    Map<Variable, Boolean> needed = Lowering.needed(typed);
    Map<Variable, Boolean> tested = Lowering.tested(typed);
    for (Item item : program.items()) {
      for (Identifier name : bound(item)) {
        typed.variables().stream()
            .filter(v -> v.name().equals(name.text()) && v.annotations().named())
            .filter(v -> !needed.containsKey(v) && !tested.containsKey(v))
            .forEach(v -> diagnostics.report(NameProblems.unused(name.span(), v.name())));
      }
    }
  }
}

package orrery.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import orrery.diagnostic.Span;
import orrery.syntax.Argument;
import orrery.syntax.Expr;
import orrery.syntax.Parameter;
import orrery.types.Value;

/**
 * Calls of functions, all inlined.
 *
 * <p>A function that decides something at compile time about an argument which is a sequence cannot
 * be inlined; it is computed for every value of the sequence instead and becomes a table.
 */
final class Calls implements RowEvaluator.Tabulator {
  private static final int MOST_DEPTH = 400;
  private static final long MOST_ROUNDS = 100_000;

  private final Checking checking;
  private final Map<ConstantCall, Result> results = new HashMap<>();
  private long rounds;
  private int depth;
  private int tabulating;

  Calls(Checking checking) {
    this.checking = checking;
  }

  private record ConstantCall(Meaning.Closure function, List<Value> arguments) {}

  /** Thrown inside a call whose sequence argument is needed as a constant. */
  private static final class NeedsConstant extends RuntimeException {
    private static final long serialVersionUID = 1;

    NeedsConstant() {
      super("tabulate", null, false, false);
    }
  }

  /**
   * Says that a constant is needed here; a function that got a sequence starts again as a table.
   */
  void needsConstant(Meaning meaning) {
    if (meaning instanceof Meaning.Sequence && tabulating > 0) throw new NeedsConstant();
  }

  /** Counts compile-time work, and refuses a program that does too much of it. */
  void spend(long more, Span span) {
    rounds += Math.max(0, more);
    if (rounds > MOST_ROUNDS) throw checking.fail(NameProblems.tooManyRounds(span, MOST_ROUNDS));
  }

  Meaning call(Expressions where, Expr.Call e) {
    Meaning function = where.of(e.function());
    if (function instanceof Meaning.Builtin b) return builtin(where, e, b.function());
    if (!(function instanceof Meaning.Closure closure)) {
      throw checking.fail(NameProblems.notAFunction(function, e));
    }
    List<Optional<CallSite.Argument>> arguments = arranged(where, e, new Signature(closure));
    return closure(where, e.span(), closure, arguments);
  }

  private Meaning builtin(Expressions where, Expr.Call e, BuiltinFunction function) {
    List<Optional<CallSite.Argument>> arguments = arranged(where, e, new Signature(function));
    return function.body().apply(new CallSite(where, e, function, arguments));
  }

  /** The arguments by parameter. */
  private List<Optional<CallSite.Argument>> arranged(
      Expressions where, Expr.Call e, Signature signature) {
    List<Optional<CallSite.Argument>> arranged = new ArrayList<>();
    for (int i = 0; i < signature.size(); i++) {
      arranged.add(Optional.empty());
    }
    int next = 0;
    for (Argument a : e.arguments()) {
      int place = next;
      if (a.name().isPresent()) {
        String name = a.name().get().text();
        place = signature.place(name).orElse(-1);
        if (place < 0) throw checking.fail(NameProblems.noParameter(signature, a.name().get()));
        if (arranged.get(place).isPresent()) {
          throw checking.fail(NameProblems.argumentTwice(signature, a.name().get()));
        }
      } else {
        next++;
      }
      CallSite.Argument argument = new CallSite.Argument(a.value(), where.of(a.value()));
      if (place < arranged.size()) {
        arranged.set(place, Optional.of(argument));
      } else if (signature.repeats()) {
        arranged.add(Optional.of(argument));
      } else {
        throw checking.fail(NameProblems.tooManyArguments(signature, e));
      }
    }
    for (int i = 0; i < signature.size(); i++) {
      if (arranged.get(i).isEmpty() && !signature.isOptional(i)) {
        throw checking.fail(NameProblems.missingArgument(signature, i, e.span()));
      }
    }
    return arranged;
  }

  private Meaning closure(
      Expressions where,
      Span span,
      Meaning.Closure function,
      List<Optional<CallSite.Argument>> arguments) {
    boolean sequences =
        arguments.stream()
            .anyMatch(a -> a.map(x -> x.meaning() instanceof Meaning.Sequence).orElse(false));
    if (!sequences) return inlined(where, span, function, arguments);
    boolean recursive =
        checking.frames().stream().anyMatch(f -> f.function().equals(function)) && tabulating > 0;
    if (recursive) throw new NeedsConstant();
    int mark = checking.nodes().mark();
    int level = checking.frames().size();
    int before = depth;
    tabulating++;
    try {
      return inlined(where, span, function, arguments);
    } catch (NeedsConstant constantNeeded) {
      checking.nodes().restore(mark);
      while (checking.frames().size() > level) checking.frames().pop();
      depth = before;
    } finally {
      tabulating--;
    }
    return tabulated(where, span, function, arguments);
  }

  /** The function as a table of its sequence arguments; the others must be constants. */
  Meaning tabulated(
      Expressions where,
      Span span,
      Meaning.Closure function,
      List<Optional<CallSite.Argument>> arguments) {
    List<Pointwise> operands = new ArrayList<>();
    for (Optional<CallSite.Argument> a : arguments) {
      if (a.isEmpty()) break;
      operands.add(where.tree(a.get().meaning(), a.get().written()));
    }
    return where.apply(new Rule.Tabulated(function), operands, span);
  }

  private Meaning inlined(
      Expressions where,
      Span span,
      Meaning.Closure function,
      List<Optional<CallSite.Argument>> arguments) {
    if (depth >= MOST_DEPTH)
      throw checking.fail(
          NameProblems.tooDeep(function, List.copyOf(checking.frames()), span, MOST_DEPTH));
    spend(1, span);
    depth++;
    checking.frames().push(new Checking.Frame(function, span));
    Scope scope = function.scope().body();
    Naming naming = where.naming().call(StandardLibrary.isPart(function.span()));
    for (int i = 0; i < function.parameters().size(); i++) {
      Parameter p = function.parameters().get(i);
      Meaning meaning =
          i < arguments.size() && arguments.get(i).isPresent()
              ? arguments.get(i).get().meaning()
              : preset(function, p);
      scope.bind(p.name().text(), new Scope.Binding(meaning, p.span(), false));
    }
    Expressions inside = new Expressions(checking, scope, naming);
    Meaning result =
        new Statements(inside)
            .run(function.body())
            .orElseThrow(() -> checking.fail(NameProblems.noResult(function, span)));
    checking.frames().pop();
    depth--;
    if (result instanceof Meaning.Sequence s) checking.tables().mayStandAlone(s.tree());
    return result;
  }

  private Meaning preset(Meaning.Closure function, Parameter p) {
    return new Expressions(checking, function.scope(), Naming.TOP)
        .of(p.preset().orElseThrow(() -> new AssertionError(p.name().text())));
  }

  @Override
  public Result apply(Meaning.Closure function, List<Value> arguments, Pointwise place) {
    ConstantCall key = new ConstantCall(function, arguments);
    Result known = results.get(key);
    if (known == null) {
      known = computed(function, arguments, place);
      results.put(key, known);
    }
    return known;
  }

  private Result computed(Meaning.Closure function, List<Value> values, Pointwise place) {
    Expr written = new Expr.None(place.span());
    List<Optional<CallSite.Argument>> arguments = new ArrayList<>();
    values.forEach(
        v -> arguments.add(Optional.of(new CallSite.Argument(written, new Meaning.Constant(v)))));
    Expressions where = new Expressions(checking, function.scope(), Naming.TOP);
    int outer = tabulating;
    tabulating = 0;
    try {
      Meaning result = inlined(where, place.span(), function, arguments);
      if (result instanceof Meaning.Constant c) return new Result.Known(c.value());
      throw checking.fail(KindProblems.tabulatedResult(function, place.span()));
    } finally {
      tabulating = outer;
    }
  }

  /** Forgets how deep a statement with an error was. */
  void restart() {
    depth = 0;
    tabulating = 0;
  }
}

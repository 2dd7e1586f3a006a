package orrery.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import orrery.causal.Annotations;
import orrery.causal.Mechanism;
import orrery.causal.Selector;
import orrery.causal.Variable;
import orrery.diagnostic.Diagnostic;
import orrery.diagnostic.Diagnostics;
import orrery.diagnostic.Label;
import orrery.diagnostic.Span;
import orrery.types.Domain;

/** The state of one pass over a program: what was made so far, and where the pass stands. */
final class Checking {
  private final Diagnostics diagnostics;
  private final Settings settings;
  private final Nodes nodes = new Nodes();
  private final Trees trees = new Trees();
  private final Tables tables = new Tables(this);
  private final Widths widths = new Widths(this);
  private final Calls calls = new Calls(this);
  private final List<Checked> notes = new ArrayList<>();
  private final Deque<Frame> frames = new ArrayDeque<>();
  private final Map<Selector, Annotations> selectors = new HashMap<>();
  private final Map<String, Span> laterNames = new HashMap<>();
  private final Set<Variable> open = new HashSet<>();
  private final boolean rehearsal;
  private boolean inCheck;
  private boolean inputFailed;
  private final Conflicts conflicts;
  private final Lints lints = new Lints(this);
  private Reach reach;
  private Optional<Input> input = Optional.empty();

  /** A call that is being worked on. */
  record Frame(Meaning.Closure function, Span call) {}

  /** Thrown where a name is used whose own statement had an error: reported there. */
  static final class Poisoned extends RuntimeException {
    private static final long serialVersionUID = 1;

    Poisoned() {
      super("reported before", null, false, false);
    }
  }

  /**
   * The start of a pass.
   *
   * @param rehearsal whether this pass only finds out what is assumed, and asks no inputs
   */
  Checking(Diagnostics diagnostics, Settings settings, boolean rehearsal) {
    this.conflicts = new Conflicts(this, settings.judgedInPlaces());
    this.diagnostics = diagnostics;
    this.rehearsal = rehearsal;
    this.settings = settings;
    this.reach = Reach.unknown(settings.causal());
  }

  Settings settings() {
    return settings;
  }

  Nodes nodes() {
    return nodes;
  }

  Trees trees() {
    return trees;
  }

  Tables tables() {
    return tables;
  }

  Widths widths() {
    return widths;
  }

  Calls calls() {
    return calls;
  }

  Lints lints() {
    return lints;
  }

  Conflicts conflicts() {
    return conflicts;
  }

  Reach reach() {
    return reach;
  }

  Deque<Frame> frames() {
    return frames;
  }

  List<Checked> notes() {
    return notes;
  }

  Diagnostics diagnostics() {
    return diagnostics;
  }

  /** The input, once it is declared. */
  Optional<Input> input() {
    return input;
  }

  /** Declares the input and what is known about legal inputs. */
  void declare(Input declared, Reach legal) {
    input = Optional.of(declared);
    reach = legal;
  }

  /** Says that the input's declaration had an error: what needs the input is no further error. */
  void inputFailed() {
    inputFailed = true;
  }

  /** Whether the input's declaration had an error. */
  boolean hasFailedInput() {
    return inputFailed;
  }

  /** Remembers what was checked on inputs, unless none were asked. */
  void note(Checked checked) {
    if (reach.isAsked()) notes.add(checked);
  }

  /** Whether a variable is a result of the program: neither the token, the index nor the length. */
  boolean isOwn(Variable v) {
    return input.map(i -> v != i.tokens() && v != i.indices() && v != i.length()).orElse(true);
  }

  /** Whether what is worked on is never compiled, only evaluated. */
  boolean isInCheck() {
    return inCheck;
  }

  /** Begins or ends the work on a check. */
  void inCheck(boolean begins) {
    inCheck = begins;
  }

  /** A read whose values are too many for a domain; only a condition can make something of it. */
  Variable openRead(String name, Mechanism.Attention read) {
    Variable v = new Variable(name, Domain.of(List.of()), read, Annotations.UNNAMED);
    open.add(v);
    return v;
  }

  /** Whether a function reads something that has no domain. */
  boolean isOpen(Pointwise tree) {
    return !open.isEmpty() && tree.leaves().stream().anyMatch(l -> open.contains(l.variable()));
  }

  /** A condition that is evaluated, not compiled. */
  Condition condition(Pointwise tree) {
    Map<Variable, Mechanism.Attention> used = new HashMap<>();
    tree.leaves().stream()
        .map(Rule.Leaf::variable)
        .filter(open::contains)
        .forEach(v -> used.put(v, read(v)));
    return new Condition(tree, calls, used);
  }

  private static Mechanism.Attention read(Variable v) {
    return (Mechanism.Attention) v.mechanism();
  }

  /** Whether this pass only finds out what is assumed, and asks no inputs. */
  boolean isRehearsal() {
    return rehearsal;
  }

  /** Remembers what the program says about a selector that it names. */
  void remember(Selector selector, Annotations annotations) {
    selectors.putIfAbsent(selector, annotations);
  }

  /** What the program said about a selector, if it named it. */
  Optional<Annotations> said(Selector selector) {
    return Optional.ofNullable(selectors.get(selector));
  }

  /** Says where a name will be bound, for the message where it is used before. */
  void expect(String name, Span span) {
    laterNames.putIfAbsent(name, span);
  }

  /** The diagnostic of a name that means nothing here. */
  Diagnostic unknown(String name, Span span, Scope scope) {
    Optional<Span> later =
        Optional.ofNullable(laterNames.get(name)).filter(s -> s.source().equals(span.source()));
    if (later.isPresent() && later.get().line() == span.line()) {
      return NameProblems.inItself(name, span);
    }
    return later
        .filter(s -> s.start() > span.start())
        .map(s -> NameProblems.later(name, span, s))
        .orElseGet(() -> NameProblems.unknown(name, span, List.copyOf(scope.visible())));
  }

  /** Does one statement's work; a name that failed before ends it without a further report. */
  boolean statement(Runnable work) {
    calls.restart();
    inCheck = false;
    boolean[] sound = {true};
    boolean clean =
        diagnostics.statement(
            () -> {
              try {
                work.run();
              } catch (Poisoned reportedBefore) {
                sound[0] = false;
              } finally {
                frames.clear();
              }
            });
    return clean && sound[0];
  }

  /** Reports an error; the exception ends the statement. */
  RuntimeException fail(Diagnostic diagnostic) {
    return diagnostics.abort(placed(diagnostic));
  }

  /** Reports a warning. */
  void warn(Diagnostic diagnostic) {
    if (diagnostics.all().stream()
        .noneMatch(d -> d.code().equals(diagnostic.code()) && d.span().equals(diagnostic.span()))) {
      diagnostics.report(placed(diagnostic));
    }
  }

  /** Moves a diagnostic out of the library, to the call in the user's own file. */
  private Diagnostic placed(Diagnostic d) {
    if (!StandardLibrary.isPart(d.span())) return d;
    for (Frame frame : frames) {
      if (!StandardLibrary.isPart(frame.call())) {
        Diagnostic moved =
            new Diagnostic(
                d.code(),
                d.severity(),
                d.message(),
                new Label(frame.call(), d.primary().text()),
                d.secondary().stream().filter(l -> !StandardLibrary.isPart(l.span())).toList(),
                d.notes(),
                Optional.empty());
        return moved.withNote("in the library function `" + frame.function().name() + "`");
      }
    }
    return d;
  }
}

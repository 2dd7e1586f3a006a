package orrery.check;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import orrery.diagnostic.Diagnostic;
import orrery.diagnostic.Fix;
import orrery.diagnostic.Span;
import orrery.syntax.BinaryOperator;
import orrery.syntax.Expr;
import orrery.syntax.Identifier;
import orrery.syntax.Statement;
import orrery.types.Domain;
import orrery.types.Value;

/** What is said where one kind of thing stands in the place of another. */
final class KindProblems {
  private KindProblems() {}

  private static String quoted(Expr e) {
    return "`" + Kinds.text(e.span().text()) + "`";
  }

  static Diagnostic notASequence(Meaning m, Expr e) {
    String code = m instanceof Meaning.Choice ? "E0204" : "E0201";
    Diagnostic d =
        Diagnostic.error(
            code,
            e.span(),
            quoted(e) + " is " + Kinds.of(m) + "; a value per position is needed here");
    if (m instanceof Meaning.Choice) {
      return d.withFix(Fix.advice("for its width write count(" + e.span().text() + ")"));
    }
    if (m instanceof Meaning.Closure || m instanceof Meaning.Builtin) {
      return d.withFix(Fix.advice("call it: " + e.span().text() + "(…)"));
    }
    return d;
  }

  static Diagnostic notConstant(Meaning m, Expr e, Checking checking) {
    boolean length =
        m instanceof Meaning.Sequence && e instanceof Expr.Name n && n.id().equals("length");
    String what =
        length
            ? "is known only when there is an input"
            : m instanceof Meaning.Sequence
                ? "differs from position to position"
                : "is " + Kinds.of(m);
    return Diagnostic.error(
        "E0207", e.span(), quoted(e) + " " + what + "; a constant is needed here");
  }

  static Diagnostic notAnInteger(Value v, Expr e) {
    return Diagnostic.error("E0201", e.span(), "an integer is needed here, not " + v);
  }

  static Diagnostic notATolerance(Value v, Expr e) {
    return Diagnostic.error("E0201", e.span(), "a tolerance is a number from 0, not " + v);
  }

  static Diagnostic selectorCondition(Expr e) {
    return Diagnostic.error(
            "E0202", e.span(), "a condition is true or false; " + quoted(e) + " is a selector")
        .withFix(Fix.advice("count(" + e.span().text() + ") > 0"));
  }

  static Diagnostic conditionKind(Value v, Expr e) {
    return Diagnostic.error(
        "E0202", e.span(), "a condition is true or false; " + quoted(e) + " is " + v);
  }

  static Diagnostic selectorOperand(String operator, Span span, Meaning m, Expr operand) {
    if (m instanceof Meaning.Choice) {
      return Diagnostic.error(
              "E0204",
              span,
              "`"
                  + operator
                  + "` does not apply to a selector; for its width write count("
                  + operand.span().text()
                  + ")")
          .withLabel(operand.span(), "this is a selector")
          .withFix(Fix.replace(operand.span(), "count(" + operand.span().text() + ")"));
    }
    return Diagnostic.error(
            "E0204",
            span,
            "`" + operator + "` joins two selectors or two truth values, not one of each")
        .withLabel(operand.span(), "this is " + Kinds.of(m));
  }

  static Diagnostic equalsNone(Expr.Binary e, Expr other) {
    String defined = "defined(" + other.span().text() + ")";
    String fix = e.operator() == BinaryOperator.EQUAL ? "not " + defined : defined;
    return Diagnostic.error(
            "E0301", e.span(), "nothing equals `none`: it is no value to compare with")
        .withFix(Fix.replace(e.span(), fix));
  }

  /** A warning where two operands of {@code ==} never have a kind in common. */
  static Optional<Diagnostic> kindsApart(
      Span span, boolean equal, List<Pointwise> operands, Checking checking) {
    Pointwise left = operands.get(0);
    Pointwise right = operands.get(1);
    Optional<Domain> a = known(left, checking);
    Optional<Domain> b = known(right, checking);
    if (a.isEmpty() || b.isEmpty()) return Optional.empty();
    Set<String> ofLeft = kinds(a.get());
    Set<String> ofRight = kinds(b.get());
    if (ofLeft.isEmpty() || ofRight.isEmpty()) return Optional.empty();
    if (ofLeft.stream().anyMatch(ofRight::contains)) return Optional.empty();
    return Optional.of(
        Diagnostic.warning(
                "W0203",
                span,
                "this is always "
                    + (equal ? "false" : "true")
                    + ": "
                    + join(ofLeft)
                    + " and "
                    + join(ofRight)
                    + " are never equal")
            .withNote(described(left, a.get()))
            .withNote(described(right, b.get())));
  }

  /** A warning where nothing in a set is of a kind that the subject may have. */
  static Optional<Diagnostic> kindsApart(
      Expr.Binary e, Pointwise subject, List<Meaning> elements, Checking checking) {
    List<Value> values =
        elements.stream()
            .filter(m -> m instanceof Meaning.Constant)
            .map(m -> ((Meaning.Constant) m).value())
            .toList();
    Optional<Domain> domain = known(subject, checking);
    if (domain.isEmpty() || values.isEmpty() || values.size() < elements.size()) {
      return Optional.empty();
    }
    Set<String> ofSubject = kinds(domain.get());
    Set<String> ofSet = kinds(Domain.of(values));
    if (ofSubject.isEmpty() || ofSubject.stream().anyMatch(ofSet::contains)) {
      return Optional.empty();
    }
    boolean in = e.operator() == BinaryOperator.IN;
    return Optional.of(
        Diagnostic.warning(
                "W0203",
                e.span(),
                "this is always "
                    + (in ? "false" : "true")
                    + ": "
                    + join(ofSubject)
                    + " and "
                    + join(ofSet)
                    + " are never equal")
            .withNote(described(subject, domain.get())));
  }

  private static String described(Pointwise tree, Domain d) {
    return "`" + Kinds.text(tree) + "` is " + Kinds.domain(d);
  }

  private static Optional<Domain> known(Pointwise tree, Checking checking) {
    return tree.constant().isPresent()
        ? Optional.of(Domain.of(List.of(tree.constant().get())))
        : Kinds.domain(tree, checking);
  }

  private static Set<String> kinds(Domain d) {
    return d.values().stream()
        .filter(v -> !v.isNone())
        .map(KindProblems::kind)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String kind(Value v) {
    if (v.isNumber()) return "numbers";
    return v instanceof Value.Text ? "texts" : "truth values";
  }

  private static String join(Set<String> kinds) {
    return String.join(" and ", kinds);
  }

  static Diagnostic notASelector(CallSite c, int i) {
    Expr e = c.argument(i).written();
    String text = e.span().text();
    if (c.has(1) && c.meaning(1) instanceof Meaning.Choice) {
      String swapped = c.argument(1).written().span().text() + ", " + text;
      return Diagnostic.error(
              "E0209",
              e.span(),
              "the first argument is a selector; did you mean "
                  + c.function().name()
                  + "("
                  + swapped
                  + ")?")
          .withLabel("this is " + Kinds.of(c.meaning(i)));
    }
    boolean truths =
        c.meaning(i) instanceof Meaning.Sequence s
            && Kinds.domain(s.tree(), c.checking()).map(Domain::isBoolean).orElse(false);
    String select = truths ? text + ", true, ==" : text + ", " + text + ", ==";
    return Diagnostic.error(
            "E0209",
            e.span(),
            "the first argument is a selector; did you mean select(" + select + ")?")
        .withLabel("this is " + Kinds.of(c.meaning(i)))
        .withFix(Fix.replace(e.span(), "select(" + select + ")"));
  }

  static Diagnostic notAList(CallSite c, int i) {
    Expr e = c.argument(i).written();
    return Diagnostic.error(
        "E0201",
        e.span(),
        "`"
            + c.function().name()
            + "` needs a constant list; "
            + quoted(e)
            + " is "
            + Kinds.of(c.meaning(i)));
  }

  static Diagnostic notASet(Meaning m, Expr.Binary e) {
    return Diagnostic.error(
        "E0201",
        e.right().span(),
        "`"
            + e.operator().symbol()
            + "` needs a constant list, a type or a text; "
            + quoted(e.right())
            + " is "
            + Kinds.of(m));
  }

  static Diagnostic notADomain(Meaning m, Expr e) {
    return Diagnostic.error(
            "E0201",
            e.span(),
            "a domain is a range, a list of constants or a type; "
                + quoted(e)
                + " is "
                + Kinds.of(m))
        .withFix(Fix.advice("0..9, \"a\"..\"z\", {\"x\", \"y\"} or bool"));
  }

  static Diagnostic notIterable(Meaning m, Expr e) {
    return Diagnostic.error(
        "E0207",
        e.span(),
        "`for` goes through a constant list; " + quoted(e) + " is " + Kinds.of(m));
  }

  static Diagnostic notIndexable(Meaning m, Expr.Index e) {
    return Diagnostic.error(
        m instanceof Meaning.Choice ? "E0204" : "E0201",
        e.operand().span(),
        quoted(e.operand()) + " is " + Kinds.of(m) + " and has no elements");
  }

  static Diagnostic sequenceIndex(Expr.Index e) {
    String fix =
        "aggregate(select(indices, "
            + e.position().span().text()
            + ", ==), "
            + e.operand().span().text()
            + ")";
    return Diagnostic.error("E0206", e.span(), "a sequence cannot index a sequence: " + fix)
        .withFix(Fix.replace(e.span(), fix));
  }

  static Diagnostic wholeSequence(Span span, String name, String query, String key) {
    return Diagnostic.error(
        "E0205",
        span,
        "`"
            + name
            + "` is a whole sequence here: "
            + name
            + "["
            + key
            + "] or "
            + name
            + "["
            + query
            + "]?");
  }

  static Diagnostic nestedSelect(Expr e) {
    return Diagnostic.error(
        "E0205",
        e.span(),
        quoted(e) + " belongs to the positions of the select around; here it is no sequence");
  }

  static Diagnostic compileTimeIf(Statement.If e) {
    return Diagnostic.error(
            "E0207",
            e.condition().span(),
            "the statement `if` decides at compile time; per position: x if c else y")
        .withLabel(quoted(e.condition()) + " differs from position to position");
  }

  static Diagnostic lengthOfSequence(CallSite c) {
    return Diagnostic.error(
            "E0211", c.span(), "len is for constant lists; the input's length is `length`")
        .withFix(Fix.replace(c.span(), "length"));
  }

  static Diagnostic sequenceDefault(CallSite c) {
    String shorter =
        c.function().name()
            + "("
            + c.argument(0).written().span().text()
            + ", "
            + c.argument(1).written().span().text()
            + ") ?? "
            + c.argument(2).written().span().text();
    return Diagnostic.error(
            "E0210", c.argument(2).written().span(), "the default is a constant; use " + shorter)
        .withFix(Fix.replace(c.span(), shorter));
  }

  static Diagnostic selectorType(Span type, Identifier name, boolean isSelector) {
    return Diagnostic.error(
        "E0204",
        type,
        "`"
            + name.text()
            + "` is "
            + (isSelector ? "a selector: " + name.text() + " : sel" : "no selector"));
  }

  static Diagnostic emptyList(CallSite c) {
    return Diagnostic.error(
        "E0201", c.span(), "`" + c.function().name() + "` of an empty list has no value");
  }

  static Diagnostic zeroStep(CallSite c) {
    return Diagnostic.error("E0201", c.span(), "the step of a range is not 0");
  }

  static Diagnostic scoreKind(CallSite c, Value v) {
    Expr e = c.argument(1).written();
    return Diagnostic.error(
        "E0201", e.span(), "a score is a number; " + quoted(e) + " may be " + v);
  }

  static Diagnostic tabulatedResult(Meaning.Closure f, Span span) {
    return Diagnostic.error(
            "E0207",
            span,
            "`"
                + f.name()
                + "` decides at compile time about a sequence and so becomes a table, but it does"
                + " not give a constant for each value")
        .withLabel(f.span(), "`" + f.name() + "` is defined here");
  }
}

package orrery.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import orrery.causal.Mechanism;
import orrery.causal.TooManyValues;
import orrery.causal.Variable;
import orrery.diagnostic.Diagnostic;
import orrery.diagnostic.Fix;
import orrery.diagnostic.Span;
import orrery.syntax.Expr;
import orrery.types.Domain;
import orrery.types.Value;

/** What is said about values that inputs lead to: always with the domain or a witness. */
final class ValueProblems {
  private ValueProblems() {}

  private static Diagnostic at(Diagnostic d, Optional<Reach.Witness> witness, Checking checking) {
    return witness.map(w -> d.withNote("witness: " + show(w, checking))).orElse(d);
  }

  /** {@code "ab" at position 1}. */
  static String show(Reach.Witness w, Checking checking) {
    return input(w, checking) + " at position " + w.position();
  }

  private static String input(Reach.Witness w, Checking checking) {
    return checking.input().orElseThrow(() -> new AssertionError("no input")).show(w.input());
  }

  /** A pointwise operation that has no value for values that an input leads to. */
  static Diagnostic failure(Result.Failed f, Optional<Reach.Witness> witness, Checking checking) {
    return switch (f.code()) {
      case "E0311" -> at(division(f, checking), witness, checking);
      case "E0312", "E0313" -> at(lookup(f, checking), witness, checking);
      case "E0301" -> at(undefinedCondition(f), witness, checking);
      case "E0202" -> at(condition(f, checking), witness, checking);
      default -> at(plain(f, checking), witness, checking);
    };
  }

  private static Diagnostic plain(Result.Failed f, Checking checking) {
    String described = Kinds.describe(f.place().operands(), checking);
    String sentence =
        described.isEmpty() ? f.sentence() : f.sentence().replaceAll("; it got .*", "");
    Diagnostic d =
        Diagnostic.error(
            f.code(), f.span(), described.isEmpty() ? sentence : sentence + "; " + described);
    Optional<Pointwise> truth =
        f.place().operands().stream()
            .filter(o -> Kinds.domain(o, checking).map(Domain::isBoolean).orElse(false))
            .findFirst();
    boolean arithmetic = f.code().equals("E0201") && f.sentence().contains("two numbers");
    return arithmetic && truth.isPresent()
        ? d.withFix(Fix.replace(truth.get().span(), "indicator(" + truth.get().span().text() + ")"))
        : d;
  }

  private static Diagnostic division(Result.Failed f, Checking checking) {
    List<Pointwise> operands = f.place().operands();
    Diagnostic d = Diagnostic.error("E0311", f.span(), f.sentence()).withLabel("here");
    if (operands.size() < 2) return d;
    Pointwise divisor = operands.get(1);
    Optional<String> described = Kinds.describe(divisor, checking);
    boolean elsewhere =
        divisor.variable().map(v -> v.annotations().named()).orElse(false)
            && divisor.span().source().equals(f.span().source());
    if (described.isPresent()) {
      d = elsewhere ? d.withLabel(divisor.span(), described.get()) : d.withNote(described.get());
    }
    String text = f.span().text();
    if (divisor.leaves().isEmpty()) return d;
    String guarded = text + " if " + bracketed(divisor) + " != 0 else 0";
    return d.withFix(Fix.replace(f.span(), "(" + guarded + ")"));
  }

  private static String bracketed(Pointwise tree) {
    String text = tree.span().text();
    return tree.operands().size() < 2 ? text : "(" + text + ")";
  }

  private static Diagnostic lookup(Result.Failed f, Checking checking) {
    Rule.Lookup lookup = (Rule.Lookup) f.place().rule();
    Pointwise subject = f.place().operands().get(0);
    List<Value> all = Kinds.domain(subject, checking).map(Domain::values).orElse(f.operands());
    TreeSet<Value> missing = new TreeSet<>();
    all.stream()
        .filter(v -> !v.isNone() && !lookup.operands().containsKey(v))
        .forEach(missing::add);
    String values = Domain.of(missing).toString().replaceAll("^\\{|}$", "");
    String name = "`" + Kinds.text(subject) + "`";
    if (f.code().equals("E0313")) {
      int size = f.place().operands().size() - 1;
      return Diagnostic.error(
          "E0313",
          f.span(),
          "index "
              + values
              + " is outside a list of "
              + size
              + "; "
              + name
              + " is "
              + Kinds.domain(Domain.of(all)));
    }
    if (subject.constant().isPresent()) {
      return Diagnostic.error(
          "E0312", f.span(), "no entry for " + values + "; there are " + entries(lookup));
    }
    return Diagnostic.error(
        "E0312",
        f.span(),
        "no entry for "
            + values
            + " of "
            + name
            + "'s "
            + all.size()
            + " values: add them, or match .. else");
  }

  private static String entries(Rule.Lookup lookup) {
    return Domain.of(lookup.operands().keySet()).toString().replaceAll("^\\{|}$", "");
  }

  private static Diagnostic undefinedCondition(Result.Failed f) {
    String text = f.span().text();
    return Diagnostic.error(
            "E0301", f.span(), "the condition `" + Kinds.text(text) + "` may be undefined")
        .withFix(Fix.advice("(" + text + ") ?? false"));
  }

  private static Diagnostic condition(Result.Failed f, Checking checking) {
    String text = Kinds.text(f.span().text());
    String is = Kinds.domain(f.place(), checking).map(Kinds::domain).orElse("not");
    boolean number = f.operands().get(0).isNumber();
    return Diagnostic.error(
        "E0202",
        f.span(),
        "a condition is true or false; `"
            + text
            + "` is "
            + is
            + (number ? ": " + text + " > 0" : ""));
  }

  /** The condition of a select that has no truth value at a visible pair of positions. */
  static Diagnostic selection(
      Result result, Pointwise condition, Reach.Witness w, Span span, Checking checking) {
    if (result instanceof Result.Failed f) return failure(f, Optional.of(w), checking);
    if (result instanceof Result.Known k && !k.value().isNone()) {
      return at(
          Diagnostic.error(
              "E0202", span, "a selector's condition is true or false, not " + k.value()),
          Optional.of(w),
          checking);
    }
    List<Variable> maybe =
        condition.leaves().stream()
            .map(Rule.Leaf::variable)
            .filter(v -> v.domain().mayBeNone())
            .distinct()
            .toList();
    String name =
        maybe.isEmpty()
            ? Kinds.text(condition.span().text())
            : maybe.stream().map(Variable::name).collect(Collectors.joining("`, `"));
    Diagnostic d =
        Diagnostic.error(
            "E0301",
            span,
            "`" + name + "` may be undefined, and a selector cannot compare with it");
    if (!maybe.isEmpty() && maybe.get(0).annotations().named()) {
      Variable given = maybe.get(0);
      Optional<Pointwise> leaf = leaf(condition, given);
      if (leaf.isPresent() && leaf.get().span().source().equals(span.source())) {
        d =
            d.withLabel(
                leaf.get().span(), "`" + given.name() + "` is " + Kinds.domain(given.domain()));
      }
      String other = given.domain().isNumeric() ? "-1" : "\"^\"";
      d =
          d.withFix(
              Fix.advice(
                  "give it a default where it is made, or write " + given.name() + " ?? " + other));
    }
    return at(d, Optional.of(w), checking);
  }

  private static Optional<Pointwise> leaf(Pointwise tree, Variable v) {
    if (tree.variable().map(x -> x == v).orElse(false)) return Optional.of(tree);
    return tree.operands().stream().flatMap(o -> leaf(o, v).stream()).findFirst();
  }

  static Diagnostic differentValues(
      Mechanism.Attention a,
      Reach.ConflictAt conflict,
      Attentions.Request request,
      Checking checking) {
    Reach.Witness w = conflict.witness();
    Variable value = a.value().orElseThrow(() -> new AssertionError("no value"));
    List<Integer> keys = checking.reach().selected(a.selector(), w);
    List<String> values = checking.reach().values(value, w.input());
    String name = request.selectorText();
    String value_ = request.valueText();
    String shown =
        "position "
            + w.position()
            + " of "
            + input(w, checking)
            + " selects "
            + keys.stream().map(String::valueOf).collect(Collectors.joining(", "))
            + " with the values "
            + keys.stream().map(values::get).collect(Collectors.joining(", "));
    return Diagnostic.error(
            "E0401", request.span(), "different values are selected, and they have no mean")
        .withLabel(shown)
        .withNote(
            "`" + name + "` may select up to " + longest(checking) + " positions (not proven <= 1)")
        .withNote("witness: " + show(w, checking))
        .withFix(
            Fix.advice(
                "aggregate(last("
                    + name
                    + "), "
                    + value_
                    + ")    or    aggregate(first("
                    + name
                    + "), "
                    + value_
                    + ")"));
  }

  /** The number of positions of the longest input. */
  static int longest(Checking checking) {
    Domain lengths =
        checking.input().orElseThrow(() -> new AssertionError("no input")).length().domain();
    return (int) lengths.value(lengths.size() - 1).toDouble();
  }

  static Diagnostic undefinedValue(
      Mechanism.Attention a,
      Reach.ConflictAt conflict,
      Attentions.Request request,
      Checking checking) {
    Reach.Witness w = conflict.witness();
    Variable value = a.value().orElseThrow(() -> new AssertionError("no value"));
    List<String> values = checking.reach().values(value, w.input());
    int undefined =
        checking.reach().selected(a.selector(), w).stream()
            .filter(k -> values.get(k).equals("none"))
            .findFirst()
            .orElse(w.position());
    return Diagnostic.error(
            "E0302",
            request.span(),
            "the value is undefined at position "
                + undefined
                + ", which is selected by "
                + input(w, checking)
                + " at position "
                + w.position())
        .withNote("witness: " + show(w, checking))
        .withFix(
            Fix.advice(
                "write a value for it: ("
                    + request.valueText()
                    + ") ?? "
                    + (value.domain().isBoolean() ? "false" : "0")));
  }

  static Diagnostic undefinedOperand(String name, Attentions.Request request) {
    return Diagnostic.error(
        "E0302", request.span(), "`" + name + "` of a value that is always undefined");
  }

  static Diagnostic undefinedScore(CallSite c, Reach.Witness w) {
    Expr e = c.argument(1).written();
    String text = Kinds.text(e.span().text());
    return Diagnostic.error(
            "E0302", e.span(), "the score `" + text + "` is undefined at position " + w.position())
        .withNote("witness: " + show(w, c.checking()))
        .withFix(Fix.advice("write a value for it: (" + text + ") ?? 0"));
  }

  static Diagnostic wrongOperand(String name, Variable value, Attentions.Request request) {
    Pointwise tree = request.value().orElseThrow(() -> new AssertionError("no value"));
    String needs =
        switch (name) {
          case "any", "all" -> "truth values";
          case "maximum", "minimum" -> "numbers";
          default -> "numbers or truth values";
        };
    boolean truths =
        value.domain().isBoolean() && (name.equals("maximum") || name.equals("minimum"));
    Diagnostic d =
        Diagnostic.error(
            "E0201",
            request.valueSpan(),
            "`"
                + name
                + "` needs "
                + needs
                + "; `"
                + Kinds.text(request.valueText())
                + "` is "
                + Kinds.domain(value.domain()));
    return truths ? d.withFix(Fix.advice("indicator(" + Kinds.text(tree) + ")")) : d;
  }

  static Diagnostic neverSelects(Span span, Checking checking) {
    boolean causal = checking.settings().causal();
    return Diagnostic.warning(
        "E0403", span, "this never selects anything" + (causal ? ": the mask keeps k <= q" : ""));
  }

  static Diagnostic tooManyRows(
      Span span, List<Variable> leaves, long rows, long limit, Checking checking) {
    List<String> factors = new ArrayList<>();
    leaves.forEach(v -> factors.add(v.name() + " " + v.domain().size()));
    String product =
        leaves.stream()
            .map(v -> String.valueOf(v.domain().size()))
            .collect(Collectors.joining(" x "));
    return Diagnostic.error(
            "E0501",
            span,
            String.format(
                Locale.ROOT,
                "this table has %s = %,d rows, limit %,d; name a part: `s = a + b;`",
                product,
                rows,
                limit))
        .withNote("factors: " + String.join(" x ", factors));
  }

  static Diagnostic tooManyValues(Mechanism.Attention a, Attentions.Request request) {
    String name = a.value().map(Variable::name).orElse("this");
    return Diagnostic.error(
        "E0502",
        request.span(),
        String.format(
            Locale.ROOT,
            "the %s of `%s` have more than %,d values: use round(), or @encode(num) and linear use"
                + " only",
            a.reduction().name().toLowerCase(Locale.ROOT) + "s",
            name,
            TooManyValues.LIMIT));
  }

  static Diagnostic openTable(Pointwise tree) {
    return Diagnostic.error(
        "E0502",
        tree.span(),
        String.format(
            Locale.ROOT,
            "this has more than %,d values; a check may compare it, not read it at other positions",
            TooManyValues.LIMIT));
  }

  static Diagnostic outsideType(
      String name,
      Value value,
      Span span,
      Span type,
      Optional<Reach.Witness> witness,
      Checking checking) {
    String given =
        witness
            .map(
                w -> ": " + input(w, checking) + " gives " + value + " at position " + w.position())
            .orElse("");
    return Diagnostic.error("E0321", span, "`" + name + "` can be " + value + given)
        .withLabel(type, "declared here");
  }

  static Diagnostic outsideList(Expr position, int at, int size) {
    return Diagnostic.error(
        "E0313", position.span(), "index " + at + " is outside a list of " + size);
  }

  static Diagnostic outsideInput(Span span, int at, int longest) {
    String positions = longest == 1 ? "1 position" : longest + " positions";
    return Diagnostic.error(
        "E0313", span, "position " + at + " is outside: inputs have at most " + positions);
  }

  static Diagnostic futureLength(Span span) {
    return Diagnostic.error("E0402", span, "position i sees only 0..i: did you mean indices + 1?")
        .withLabel("`length` needs the whole input, which `option causal` hides")
        .withFix(Fix.replace(span, "(indices + 1)"));
  }

  static Diagnostic futureIndex(Expr.Index e) {
    String x = e.operand().span().text();
    return Diagnostic.error(
            "E0402",
            e.span(),
            "position i sees only 0..i, and not the end of the input: the value at the last position"
                + " is `"
                + x
                + "` itself, judged `at last`")
        .withFix(Fix.advice("output y = " + x + " at last;"));
  }

  /** The input, or an error where there is none yet. */
  static Input input(Checking checking, Span span) {
    if (checking.hasFailedInput()) throw new Checking.Poisoned();
    return checking
        .input()
        .orElseThrow(
            () ->
                checking.fail(
                    Diagnostic.error(
                            "E0701",
                            span,
                            "a program declares its input before this: input tokens[1..8] :"
                                + " \"a\"..\"z\";")
                        .withFix(Fix.advice("input tokens[1..8] : \"a\"..\"z\";"))));
  }
}

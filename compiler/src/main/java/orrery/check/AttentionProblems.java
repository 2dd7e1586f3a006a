package orrery.check;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import orrery.causal.Mechanism;
import orrery.causal.TooManyValues;
import orrery.causal.Variable;
import orrery.diagnostic.Diagnostic;
import orrery.diagnostic.Fix;
import orrery.diagnostic.Span;
import orrery.syntax.Expr;

/** What is said about reads from other positions. */
final class AttentionProblems {
  private AttentionProblems() {}

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
            + ValueProblems.input(w, checking)
            + " selects "
            + keys.stream().map(String::valueOf).collect(Collectors.joining(", "))
            + " with the values "
            + keys.stream().map(values::get).collect(Collectors.joining(", "));
    return Diagnostic.error(
            "E0401", request.span(), "different values are selected, and they have no mean")
        .withLabel(shown)
        .withNote(
            "`"
                + name
                + "` may select up to "
                + ValueProblems.longest(checking)
                + " positions (not proven <= 1)")
        .withNote("witness: " + ValueProblems.show(w, checking))
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
                + ValueProblems.input(w, checking)
                + " at position "
                + w.position())
        .withNote("witness: " + ValueProblems.show(w, checking))
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
        .withNote("witness: " + ValueProblems.show(w, c.checking()))
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
}

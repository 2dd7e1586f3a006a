package orrery.check;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import orrery.causal.Variable;
import orrery.diagnostic.Diagnostic;
import orrery.diagnostic.Fix;
import orrery.diagnostic.Span;
import orrery.syntax.Expr;
import orrery.syntax.Item;
import orrery.syntax.Path;
import orrery.types.Domain;
import orrery.types.Value;

/** What is said about inputs, shapes, assumptions and examples. */
final class DeclarationProblems {
  private DeclarationProblems() {}

  static Diagnostic noInput(Span span) {
    return Diagnostic.error(
        "E0701", span, "a program declares its input: input tokens[1..8] : \"a\"..\"z\";");
  }

  static Diagnostic noOutput(Span span) {
    return Diagnostic.error("E0701", span, "a program declares what it answers: output y = …;");
  }

  static Diagnostic noLengths(Item.InputDecl e) {
    String name = e.name().text();
    return Diagnostic.error(
            "E0701",
            e.name().span(),
            "the input says how long it may be: input "
                + name
                + "[1..8] : "
                + e.domain().span().text()
                + ";")
        .withFix(Fix.replace(e.name().span(), name + "[1..8]"));
  }

  static Diagnostic noLength(Item.InputDecl e) {
    return Diagnostic.error(
        "E0701",
        e.lengths().map(Expr::span).orElse(e.span()),
        "this range holds no length; the smaller number comes first");
  }

  static Diagnostic badLength(Item.InputDecl e, int length, int most) {
    return Diagnostic.error(
        "E0701",
        e.lengths().map(Expr::span).orElse(e.span()),
        "an input has 1 to " + most + " positions, not " + length);
  }

  static Diagnostic separator(Value v, Expr e) {
    return Diagnostic.error(
        "E0201", e.span(), "`split` needs a text that stands between the tokens, not " + v);
  }

  static Diagnostic twins(Span span, Value first, Value second) {
    return Diagnostic.warning(
        "W0710",
        span,
        "two tokens look the same and are written with different code points: "
            + points(first)
            + " and "
            + points(second));
  }

  private static String points(Value v) {
    return ((Value.Text) v)
        .text()
        .codePoints()
        .mapToObj(p -> String.format("U+%04X", p))
        .collect(Collectors.joining(" "));
  }

  static Diagnostic nothingLegal(Item.InputDecl e, Findings before, List<Integer> lengths) {
    Span span = before.assumptions().isEmpty() ? e.span() : before.assumptions().get(0).span();
    String range = lengths.get(0) + ".." + lengths.get(lengths.size() - 1);
    return Diagnostic.error(
        "E0706",
        span,
        "no legal input of length "
            + (lengths.size() == 1 ? lengths.get(0).toString() : range)
            + " found in 20,000 tries; write a `shape`");
  }

  static Diagnostic nothingOfLength(Item.InputDecl e, Findings before, List<Integer> lengths) {
    Span span = e.lengths().map(Expr::span).orElse(e.span());
    String reason = before.assumptions().isEmpty() ? "`shape`" : "`assume`";
    return Diagnostic.warning(
        "W0706",
        span,
        reason
            + " leaves no legal input of length "
            + lengths.stream().map(String::valueOf).collect(Collectors.joining(", ")));
  }

  static Diagnostic foreignToken(Value token, Span span, Checking checking) {
    Input input = ValueProblems.input(checking, span);
    Domain alphabet = input.tokens().domain();
    Diagnostic d =
        Diagnostic.error(
            "E0702", span, token + " is not in " + input.name() + "' alphabet " + listed(alphabet));
    Optional<Value> twin =
        alphabet.values().stream().filter(v -> plain(v).equalsIgnoreCase(plain(token))).findFirst();
    if (twin.isPresent()) return d.withFix(Fix.advice("did you mean " + twin.get() + "?"));
    List<String> words = alphabet.values().stream().map(DeclarationProblems::plain).toList();
    String bare = plain(token);
    Optional<String> near = bare.length() > 1 ? Suggestions.nearest(bare, words) : Optional.empty();
    boolean list = words.stream().anyMatch(w -> w.codePointCount(0, w.length()) > 1);
    if (near.isPresent()) return d.withFix(Fix.advice("did you mean " + near.get() + "?"));
    if (list && input.separator().isEmpty()) {
      return d.withFix(Fix.advice("write the tokens as a list: [" + alphabet.value(0) + ", …]"));
    }
    return d;
  }

  private static String plain(Value v) {
    return v instanceof Value.Text t ? t.text() : v.toString();
  }

  private static String listed(Domain d) {
    String shown = d.toString();
    return shown.length() <= 80 ? shown : shown.substring(0, 77) + "…}";
  }

  static Diagnostic badLengthOfExample(Span span, int length, Input input) {
    Domain lengths = input.length().domain();
    String tokens = length == 1 ? "1 token" : length + " tokens";
    String range =
        lengths.size() == 1
            ? lengths.value(0).toString()
            : lengths.value(0) + ".." + lengths.value(lengths.size() - 1);
    return Diagnostic.error("E0703", span, tokens + "; " + input.name() + "[" + range + "]");
  }

  static Diagnostic noOutputNamed(Span span, String name, List<String> outputs) {
    String message = "no output `" + name + "`";
    Diagnostic d =
        Suggestions.closest(name, outputs)
            .map(
                near ->
                    Diagnostic.error("E0705", span, message + "; did you mean `" + near + "`?")
                        .withFix(Fix.replace(span, near)))
            .orElseGet(() -> Diagnostic.error("E0705", span, message));
    return d.withNote("outputs: " + String.join(", ", outputs));
  }

  static Diagnostic illegal(Span span, String reason) {
    return Diagnostic.error("E0704", span, "not a legal input: " + reason);
  }

  static Diagnostic noNode(Path path, List<Variable> nodes) {
    List<String> names = nodes.stream().map(Variable::name).toList();
    String message = "no node `" + path + "`";
    Diagnostic d =
        Suggestions.closest(path.toString(), names)
            .map(
                near ->
                    Diagnostic.error(
                            "E0705", path.span(), message + "; did you mean `" + near + "`?")
                        .withFix(Fix.replace(path.span(), near)))
            .orElseGet(() -> Diagnostic.error("E0705", path.span(), message));
    return d.withNote("nodes: " + names.stream().limit(20).collect(Collectors.joining(", ")));
  }

  static Diagnostic neverThatValue(Span span, Variable v, Value value) {
    return Diagnostic.error(
        "E0705",
        span,
        "`" + v.name() + "` cannot be " + value + ": it is " + Kinds.domain(v.domain()));
  }
}

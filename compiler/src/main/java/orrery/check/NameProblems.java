package orrery.check;

import java.util.List;
import java.util.stream.Collectors;
import orrery.diagnostic.Diagnostic;
import orrery.diagnostic.Fix;
import orrery.diagnostic.Span;
import orrery.syntax.Annotation;
import orrery.syntax.Expr;
import orrery.syntax.Identifier;
import orrery.syntax.Statement;

/** What is said about names, calls and bindings. */
final class NameProblems {
  private NameProblems() {}

  static Diagnostic unknown(String name, Span span, List<String> inSight) {
    String message = "nothing is called `" + name + "`";
    return Suggestions.forName(name, inSight)
        .map(
            s ->
                Diagnostic.error("E0101", span, message + "; did you mean `" + s + "`?")
                    .withFix(Fix.replace(span, s)))
        .orElseGet(() -> Diagnostic.error("E0101", span, message));
  }

  static Diagnostic later(String name, Span span, Span definition) {
    return Diagnostic.error(
            "E0102",
            span,
            "`"
                + name
                + "` is defined later, on line "
                + definition.line()
                + "; names are bound top to bottom")
        .withLabel(definition, "`" + name + "` is bound here");
  }

  static Diagnostic inItself(String name, Span span) {
    return Diagnostic.error(
            "E0102",
            span,
            "`" + name + "` is used in its own binding; names are bound top to bottom")
        .withFix(Fix.advice("var " + name + " = …; before, if it accumulates"));
  }

  static Diagnostic isPrivate(String name, String file, Span span) {
    return Diagnostic.error("E0103", span, "`" + name + "` is private to " + file)
        .withLabel("names that begin with `_` stay in their module");
  }

  static Diagnostic notInModule(String name, String module, Span span, List<String> names) {
    String message = module + ".rasp has no `" + name + "`";
    return Suggestions.closest(name, names)
        .map(
            s ->
                Diagnostic.error("E0101", span, message + "; did you mean `" + s + "`?")
                    .withFix(Fix.replace(span, s)))
        .orElseGet(() -> Diagnostic.error("E0101", span, message));
  }

  static Diagnostic missingArgument(Signature s, int i, Span span) {
    return argument(span, s + ": argument `" + s.parameter(i) + "` is missing");
  }

  static Diagnostic noParameter(Signature s, Identifier given) {
    String message = s + ": there is no parameter `" + given.text() + "`";
    return Suggestions.closest(given.text(), s.names())
        .map(
            near ->
                argument(given.span(), message + "; did you mean `" + near + "`?")
                    .withFix(Fix.replace(given.span(), near)))
        .orElseGet(() -> argument(given.span(), message));
  }

  static Diagnostic argumentTwice(Signature s, Identifier given) {
    return argument(given.span(), s + ": argument `" + given.text() + "` is given twice");
  }

  static Diagnostic tooManyArguments(Signature s, Expr.Call e) {
    int given = e.arguments().size();
    String counted = s.size() == 1 ? "1 argument" : s.size() + " arguments";
    return argument(e.span(), s + ": it takes " + counted + ", not " + given);
  }

  private static Diagnostic argument(Span span, String message) {
    return Diagnostic.error("E0104", span, message);
  }

  static Diagnostic noReturn(Statement.Def e) {
    Diagnostic d =
        Diagnostic.error(
            "E0105", e.name().span(), "`" + e.name().text() + "` ends without `return`");
    if (!e.body().isEmpty()
        && e.body().get(e.body().size() - 1) instanceof Statement.Bind last
        && last.targets().size() == 1) {
      String value = last.targets().get(0).name().text();
      return new Diagnostic(
              d.code(),
              d.severity(),
              d.message() + "; its last value is `" + value + "`",
              d.primary(),
              d.secondary(),
              d.notes(),
              d.fix())
          .withFix(Fix.advice("return " + value + ";"));
    }
    return d;
  }

  static Diagnostic noResult(Meaning.Closure f, Span call) {
    return Diagnostic.error(
            "E0105", call, "`" + f.name() + "` ends without `return` for these arguments")
        .withLabel(f.span(), "`" + f.name() + "` is defined here");
  }

  static Diagnostic hidesBuiltin(Identifier name, int usedOnLine) {
    return Diagnostic.warning(
        "E0106",
        name.span(),
        "`"
            + name.text()
            + "` hides the built-in `"
            + name.text()
            + "`, which is used on line "
            + usedOnLine);
  }

  static Diagnostic boundTwice(Identifier name, Scope.Binding before) {
    String n = name.text();
    Diagnostic d;
    if (StandardLibrary.isPart(name.span())
        || !before.span().source().equals(name.span().source())) {
      d = Diagnostic.error("E0112", name.span(), "`" + n + "` is already bound");
    } else {
      d =
          Diagnostic.error(
                  "E0112",
                  name.span(),
                  "`"
                      + n
                      + "` is already bound on line "
                      + before.span().line()
                      + "; a binding names a node")
              .withLabel(before.span(), "first bound here");
    }
    boolean accumulates =
        before.meaning() instanceof Meaning.Sequence
            || before.meaning() instanceof Meaning.Constant;
    boolean here = before.span().source().equals(name.span().source());
    return accumulates && here
        ? d.withFix(
            Fix.advice(
                "another name; or, if it accumulates, var "
                    + n
                    + " = … on line "
                    + before.span().line()))
        : d.withFix(Fix.advice("another name"));
  }

  static Diagnostic countsDiffer(Span span, int names, int values) {
    String n = names == 1 ? "1 name" : names + " names";
    String v = values == 1 ? "1 value" : values + " values";
    String question =
        values > names ? "which one should be dropped?" : "where do the others come from?";
    return Diagnostic.error("E0111", span, n + " but " + v + ": " + question);
  }

  static Diagnostic notAFunction(Meaning m, Expr.Call e) {
    String name = e.function().span().text();
    if (m instanceof Meaning.Sequence) {
      Diagnostic d =
          Diagnostic.error(
              "E0208",
              e.span(),
              "`" + name + "` is a sequence; call it on an input only in the REPL");
      boolean position =
          e.arguments().size() == 1 && e.arguments().get(0).value() instanceof Expr.Literal;
      if (!position) return d;
      String number = e.arguments().get(0).span().text();
      String at = name + "[" + number + "]";
      return Diagnostic.error(
              "E0208", e.span(), d.message() + "; for position " + number + ": " + at)
          .withFix(Fix.replace(e.span(), at));
    }
    return Diagnostic.error(
        "E0208", e.span(), "`" + name + "` is " + Kinds.of(m) + ", not a function");
  }

  static Diagnostic notAModule(Expr.Member e) {
    return Diagnostic.error(
        "E0101",
        e.span(),
        "`" + e.operand().span().text() + "` is not a module; only a module has names after a dot");
  }

  static Diagnostic unknownAnnotation(Annotation a, List<String> known) {
    String message = "there is no annotation `@" + a.name().text() + "`";
    return Suggestions.closest(a.name().text(), known)
        .map(
            near ->
                Diagnostic.error("E0101", a.span(), message + "; did you mean `@" + near + "`?")
                    .withFix(Fix.replace(a.name().span(), near)))
        .orElseGet(
            () ->
                Diagnostic.error("E0101", a.span(), message)
                    .withNote(
                        "annotations: "
                            + known.stream().map(k -> "@" + k).collect(Collectors.joining(", "))));
  }

  static Diagnostic annotationArgument(Annotation a) {
    String example =
        switch (a.name().text()) {
          case "encode" -> "@encode(cat), @encode(num) or @encode(bool)";
          case "layer" -> "@layer(2), a number from 0";
          default -> "@" + a.name().text() + "(\"a text\")";
        };
    return Diagnostic.error("E0104", a.span(), "`@" + a.name().text() + "` is written " + example);
  }

  static Diagnostic tooDeep(Meaning.Closure f, List<Checking.Frame> frames, Span span, int most) {
    List<Checking.Frame> outermost = frames.subList(Math.max(0, frames.size() - 3), frames.size());
    StringBuilder chain = new StringBuilder();
    for (int i = outermost.size() - 1; i >= 0; i--) {
      chain.append(outermost.get(i).call().text()).append(" -> ");
    }
    return Diagnostic.error(
            "E0602",
            span,
            "`"
                + f.name()
                + "` calls itself more than "
                + most
                + " deep: "
                + chain
                + "…; a constant must shrink")
        .withLabel(f.span(), "`" + f.name() + "` is defined here");
  }

  static Diagnostic tooManyRounds(Span span, long most) {
    return Diagnostic.error(
        "E0602", span, "this takes more than " + most + " steps at compile time");
  }

  static Diagnostic unused(Span span, String name) {
    return Diagnostic.warning(
            "E0113", span, "`" + name + "` does not reach an output; it is not compiled")
        .withNote("`@decoy` keeps it");
  }
}

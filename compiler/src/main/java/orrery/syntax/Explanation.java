package orrery.syntax;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import org.antlr.v4.runtime.CommonToken;
import orrery.diagnostic.Diagnostic;
import orrery.diagnostic.Edit;
import orrery.diagnostic.Fix;
import orrery.diagnostic.Span;
import orrery.grammar.OrreryLexer;

/**
 * Says why a statement cannot be read, from the tokens around the place where the parser stopped.
 * What the parser expected there is never shown: it is a list of fifty words.
 */
final class Explanation {
  private static final Set<String> KEYWORDS =
      Set.of(
          "select", "none", "true", "false", "True", "False", "if", "else", "for", "in", "not",
          "and", "or", "def", "return");
  private static final Set<String> NAMING =
      Set.of("def", "var", "type", "param", "input", "output", "option", "for", "as", "@");
  private static final Set<String> WANTING =
      Set.of(
          "^", "*", "/", "//", "%", "+", "-", "..", "??", "==", "!=", "<", "<=", ">", ">=", "in",
          "not", "and", "or", "if", "else", "=>", "=", "(", "[", ",", ":", ":=", "->", "|",
          "return", "assume", "check", "example", "split", "until", "within");

  private final Tokens tokens;
  private final Brackets brackets;
  private final IntPredicate endsStatement;

  /**
   * Explains failures in one source.
   *
   * @param endsStatement whether the statement would be whole if a {@code ;} stood before the token
   *     of this index
   */
  Explanation(Tokens tokens, Brackets brackets, IntPredicate endsStatement) {
    this.tokens = tokens;
    this.brackets = brackets;
    this.endsStatement = endsStatement;
  }

  /** Why the parser, which began at one token, could not go on at another. */
  Diagnostic of(int start, int stop) {
    return keyword(start, stop)
        .or(() -> brokenNumber(stop))
        .or(() -> nestedAssignment(start, stop))
        .or(() -> shortSelect(stop))
        .or(() -> missingSemicolon(stop))
        .or(() -> braces(stop))
        .orElseGet(() -> expected(start, stop));
  }

  /** A missing semicolon, to tell it from other mistakes when recovering. */
  static boolean isMissingSemicolon(Diagnostic diagnostic) {
    return diagnostic.code().equals("E0002");
  }

  private Optional<Diagnostic> keyword(int start, int stop) {
    for (int i = Math.max(start, stop - 1); i <= stop; i++) {
      boolean named = i > start && NAMING.contains(text(i - 1));
      boolean bound = i == start && text(i + 1).equals("=");
      if (KEYWORDS.contains(text(i)) && (named || bound)) {
        String message = "`" + text(i) + "` is a keyword; try `" + text(i) + "_`";
        return Optional.of(
            Diagnostic.error("E0108", span(i), message)
                .withFix(Fix.replace(span(i), text(i) + "_")));
      }
    }
    return Optional.empty();
  }

  private Optional<Diagnostic> brokenNumber(int stop) {
    for (int i = Math.max(0, stop - 1); i <= stop && !isEnd(i); i++) {
      boolean dot = text(i).equals(".");
      if (dot && i > 0 && isInt(i - 1) && touches(i)) {
        return Optional.of(openNumber(span(i - 1).to(span(i))));
      }
      if (dot && isInt(i + 1) && touches(i + 1)) {
        return Optional.of(writeNumber(span(i).to(span(i + 1)), "0." + text(i + 1)));
      }
      if (isInt(i) && token(i + 1).getType() == OrreryLexer.ID && touches(i + 1)) {
        Span both = span(i).to(span(i + 1));
        boolean exponent = text(i + 1).equalsIgnoreCase("e");
        return Optional.of(
            exponent
                ? writeNumber(both, text(i) + ".0")
                : Diagnostic.error(
                    "E0006", both, "`" + both.text() + "` is neither a number nor a name"));
      }
    }
    return Optional.empty();
  }

  /** The error for digits and a dot without digits after it. */
  static Diagnostic openNumber(Span span) {
    String digits = span.text().substring(0, span.text().indexOf('.'));
    return writeNumber(span, digits + ".0");
  }

  private static Diagnostic writeNumber(Span span, String number) {
    return Diagnostic.error("E0006", span, "write " + number).withFix(Fix.replace(span, number));
  }

  private Optional<Diagnostic> nestedAssignment(int start, int stop) {
    if (!text(stop).equals("=")) {
      return Optional.empty();
    }
    Set<String> conditions = Set.of("check", "assume", "if", "example");
    boolean compares = brackets.opener(stop) >= start || conditions.contains(text(start));
    if (compares) {
      return Optional.of(
          Diagnostic.error("E0008", span(stop), "`=` binds a name; to compare, write `==`")
              .withFix(Fix.replace(span(stop), "==")));
    }
    for (int i = start; i < stop; i++) {
      if (text(i).equals("=")) {
        String inner = span(i + 1).to(span(stop - 1)).text();
        String value = span(stop + 1).to(span(Math.max(stop + 1, lastBefore(stop)))).text();
        String outer = span(start).to(span(i)).text();
        String advice = inner + " = " + value + "; " + outer + " " + inner + ";";
        return Optional.of(
            Diagnostic.error(
                "E0008", span(stop), "assignments do not nest; write `" + advice + "`"));
      }
    }
    return Optional.empty();
  }

  /** The last token of the statement that goes on at an index. */
  private int lastBefore(int index) {
    int i = index;
    while (!isEnd(i) && !text(i).equals(";")) {
      i++;
    }
    return i - 1;
  }

  private Optional<Diagnostic> missingSemicolon(int stop) {
    boolean plausible = stop > 0 && (tokens.startsLine(stop) || isEnd(stop) || startsBinding(stop));
    if (!plausible || !endsStatement.test(stop)) {
      return Optional.empty();
    }
    Span place = span(stop - 1).after();
    Diagnostic missing =
        Diagnostic.error("E0002", place, "`;` is missing")
            .withLabel("expected `;`")
            .withFix(new Fix(lastLine(span(stop - 1)) + ";", List.of(new Edit(place, ";"))));
    boolean last = isEnd(stop) || text(stop).equals("}");
    return Optional.of(
        last ? missing : missing.withLabel(span(stop), "the next statement starts here"));
  }

  private boolean startsBinding(int index) {
    return text(index).equals("}")
        || token(index).getType() == OrreryLexer.ID && text(index + 1).equals("=")
        || FORMS.containsKey(text(index)) && !text(index).equals("if");
  }

  private String lastLine(Span last) {
    return tokens.source().span(tokens.source().lineStart(last.line()), last.end()).text().strip();
  }

  private Optional<Diagnostic> shortSelect(int stop) {
    int opener = brackets.opener(stop);
    if (opener < 1 || !text(opener - 1).equals("select") || wants(stop - 1, stop)) {
      return Optional.empty();
    }
    int commas = 0;
    for (int i = opener + 1; i < stop; i++) {
      commas += text(i).equals(",") && brackets.opener(i) == opener ? 1 : 0;
    }
    String what =
        switch (commas) {
          case 0 -> "expected `,` and the queries after the keys";
          case 1 -> "expected `,` and a comparison after the query";
          default ->
              text(stop - 1).equals(",")
                  ? "expected a comparison"
                  : "expected `)` after the comparison";
        };
    return Optional.of(Diagnostic.error("E0001", span(stop), what + ": select(keys, queries, ==)"));
  }

  /** A selector's comparison that has no right side is no missing operand. */
  private boolean wants(int before, int stop) {
    boolean comparison = Set.of("==", "!=", "<", "<=", ">", ">=").contains(text(before));
    return WANTING.contains(text(before))
        && !(comparison && (text(stop).equals(")") || text(stop).equals(",")))
        && !(text(before).equals(",") && !text(stop).equals(",") && !text(stop).equals(")"));
  }

  /** Braces that hold something else than the form they belong to. */
  private Optional<Diagnostic> braces(int stop) {
    int opener = brackets.opener(stop);
    boolean cases = opener > 0 && text(opener - 1).equals("case");
    if (cases && text(stop).equals("}")) {
      String message = "a `case` ends with `else: value`, so that it always has one";
      return Optional.of(Diagnostic.error("E0001", span(stop), message));
    }
    if (text(stop).equals("}") && opener >= 0 && holdsMatch(opener)) {
      return Optional.of(
          Diagnostic.error("E0002", span(stop - 1).after(), "`;` is missing")
              .withLabel("expected `;` after this line of the `match`"));
    }
    boolean listed = text(stop).equals(",") || text(stop).equals("}");
    if (!listed || opener < 0 || !text(opener).equals("{") || wantsBlock(opener)) {
      return Optional.empty();
    }
    return Optional.of(
        Diagnostic.error("E0001", span(stop), "expected `:` and a value after the key")
            .withNote("a set {a, b} is a domain; a list is written [a, b]"));
  }

  private boolean holdsMatch(int opener) {
    int i = opener - 1;
    while (i > 0 && !text(i).equals("match") && !text(i).equals(";")) {
      i--;
    }
    return text(i).equals("match") && brackets.opener(i) == brackets.opener(opener);
  }

  private boolean wantsBlock(int opener) {
    return opener > 0 && !WANTING.contains(text(opener - 1));
  }

  private Diagnostic expected(int start, int stop) {
    if (stop > start && NAMING.contains(text(stop - 1))) {
      return Diagnostic.error("E0001", span(stop), "expected a name after " + shown(stop - 1));
    }
    if (stop > start && WANTING.contains(text(stop - 1))) {
      String what = text(stop - 1).equals(":") ? "a domain or an expression" : "an expression";
      return Diagnostic.error(
          "E0001", span(stop), "expected " + what + " after " + shown(stop - 1));
    }
    String form = FORMS.get(text(start));
    Diagnostic plain =
        stop == start
            ? Diagnostic.error("E0001", span(stop), "no statement starts with " + shown(stop))
            : Diagnostic.error(
                "E0001", span(stop), shown(stop) + " cannot follow " + shown(stop - 1) + " here");
    return form == null ? plain : plain.withNote("the form is: " + form);
  }

  private static final Map<String, String> FORMS =
      Map.ofEntries(
          Map.entry("program", "program name;"),
          Map.entry("module", "module name;"),
          Map.entry("import", "import \"file\" as name;"),
          Map.entry("from", "from \"file\" import name, name;"),
          Map.entry("type", "type Name = 0..9;"),
          Map.entry("param", "param name = 10;"),
          Map.entry("input", "input tokens[1..8] : \"a\"..\"z\";"),
          Map.entry("shape", "shape \"a\" Digit{1..3} \"b\";"),
          Map.entry("option", "option name = value;"),
          Map.entry("assume", "assume condition;"),
          Map.entry("output", "output name : type = value at last;"),
          Map.entry("example", "example \"input\" -> [1, 2, 3];"),
          Map.entry("check", "check condition;"),
          Map.entry("var", "var name = value;"),
          Map.entry("def", "def name(x, y = 1) = value;"),
          Map.entry("for", "for x in list { .. }"),
          Map.entry("if", "if condition { .. } else { .. }"),
          Map.entry("return", "return value;"));

  private String shown(int index) {
    return isEnd(index) ? "the end of the file" : "`" + shortened(span(index).text()) + "`";
  }

  private static String shortened(String text) {
    return text.codePointCount(0, text.length()) <= 24
        ? text
        : text.substring(0, text.offsetByCodePoints(0, 20)) + "..";
  }

  private boolean isEnd(int index) {
    return token(index).getType() == OrreryLexer.EOF;
  }

  private boolean isInt(int index) {
    return token(index).getType() == OrreryLexer.INT;
  }

  /** Whether nothing, not even a blank, stands before this token and after the one before. */
  private boolean touches(int index) {
    return span(index - 1).end() == span(index).start();
  }

  /** The token; the last one beyond the end, the first one before the beginning. */
  private CommonToken token(int index) {
    return tokens.visible().get(Math.max(0, Math.min(index, tokens.visible().size() - 1)));
  }

  /** The token's text; empty before the beginning. */
  private String text(int index) {
    return index < 0 ? "" : token(index).getText();
  }

  private Span span(int index) {
    return tokens.span(token(index));
  }
}

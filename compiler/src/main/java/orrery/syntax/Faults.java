package orrery.syntax;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.antlr.v4.runtime.CommonToken;
import orrery.diagnostic.Diagnostic;
import orrery.diagnostic.Edit;
import orrery.diagnostic.Fix;
import orrery.diagnostic.Span;
import orrery.grammar.OrreryLexer;

/**
 * The tokens that no program may contain, each with its diagnostic: stray characters, foreign
 * operators, unbalanced brackets and whatever is nested too deeply.
 *
 * <p>Looking for them before parsing keeps the messages simple and the parser's recursion bounded:
 * a token that is too deep is disguised as a stray character, which the parser cannot pass.
 */
final class Faults {
  private static final Map<String, String> WORDS =
      Map.of("&&", "and", "||", "or", "!", "not", "**", "^");

  private final Tokens tokens;
  private final TreeMap<Integer, Diagnostic> found = new TreeMap<>();

  Faults(Tokens tokens) {
    this.tokens = tokens;
    List<CommonToken> visible = tokens.visible();
    for (int i = 0; i < visible.size(); i++) {
      Optional<Diagnostic> fault = fault(i);
      if (fault.isPresent()) {
        found.put(i, fault.get());
      }
    }
  }

  /** Adds the fault of the token at an index, unless it has one. */
  void add(int index, Diagnostic fault) {
    found.putIfAbsent(index, fault);
  }

  /** Adds the fault of a token that the parser must not pass. */
  void bar(int index, Diagnostic fault) {
    add(index, fault);
    tokens.visible().get(index).setType(OrreryLexer.STRAY);
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  /** The first token with a fault among those from one index to another, both included. */
  Optional<Integer> firstWithin(int from, int to) {
    return Optional.ofNullable(found.ceilingKey(from)).filter(index -> index <= to);
  }

  /** The string that is not closed on the line of a token, at or after it. */
  Optional<Integer> unclosedBehind(int index) {
    int i = index;
    while (tokens.visible().get(i).getType() != OrreryLexer.EOF
        && (i == index || !tokens.startsLine(i))) {
      if (tokens.visible().get(i).getType() == OrreryLexer.UNCLOSED) {
        return Optional.of(i);
      }
      i++;
    }
    return Optional.empty();
  }

  /** What is wrong with a token that has a fault. */
  Diagnostic at(int index) {
    return Objects.requireNonNull(found.get(index), "no fault here");
  }

  private Optional<Diagnostic> fault(int index) {
    CommonToken token = tokens.visible().get(index);
    Span span = tokens.span(token);
    return switch (token.getType()) {
      case OrreryLexer.UNCLOSED ->
          Optional.of(Diagnostic.error("E0003", span, "this string is not closed on its line"));
      case OrreryLexer.QUOTED -> Optional.of(singleQuotes(span));
      case OrreryLexer.FOREIGN -> Optional.of(foreign(index, span));
      case OrreryLexer.STRAY -> Optional.of(stray(span));
      case OrreryLexer.ID ->
          token.getText().equals("lambda") ? lambda(index, span) : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Diagnostic singleQuotes(Span span) {
    String inner = span.text().substring(1, span.text().length() - 1);
    return Diagnostic.error("E0007", span, "strings use double quotes")
        .withFix(Fix.replace(span, Literals.quoted(inner)));
  }

  private static Diagnostic stray(Span span) {
    int point = span.text().codePointAt(0);
    String code = String.format(java.util.Locale.ROOT, "U+%04X", point);
    boolean printable =
        !Character.isISOControl(point)
            && Character.getType(point) != Character.FORMAT
            && Character.getType(point) != Character.SURROGATE;
    String shown = printable ? "`" + span.text() + "` (" + code + ")" : code;
    return Diagnostic.error("E0005", span, "unexpected character " + shown);
  }

  private Diagnostic foreign(int index, Span span) {
    String word = WORDS.get(span.text());
    if (word != null) {
      boolean before = span.text().equals("!");
      return Diagnostic.error("E0009", span, "write `" + word + "`, not `" + span.text() + "`")
          .withFix(new Fix(word, List.of(new Edit(span, before ? word + " " : word))));
    }
    String operator = span.text().substring(0, span.text().length() - 1);
    String name = index > 0 ? tokens.visible().get(index - 1).getText() : "a";
    CommonToken next = tokens.visible().get(index + 1);
    String value = next.getType() == OrreryLexer.EOF ? "1" : next.getText();
    String advice = name + " = " + name + " " + operator + " " + value;
    return Diagnostic.error(
        "E0008", span, "assignments do not nest; write `" + advice + "` on a `var`");
  }

  private Optional<Diagnostic> lambda(int index, Span span) {
    List<CommonToken> visible = tokens.visible();
    int colon = index + 1;
    while (visible.get(colon).getType() == OrreryLexer.ID
        || visible.get(colon).getText().equals(",")) {
      colon++;
    }
    if (!visible.get(colon).getText().equals(":")) {
      return Optional.empty();
    }
    Span whole = span.to(tokens.span(visible.get(colon)));
    String names =
        colon == index + 1
            ? ""
            : tokens.span(visible.get(index + 1)).to(tokens.span(visible.get(colon - 1))).text();
    return Optional.of(
        Diagnostic.error("E0009", whole, "write `fn (" + names + ") => ..`, not `lambda`")
            .withFix(Fix.replace(whole, "fn (" + names + ") =>")));
  }
}

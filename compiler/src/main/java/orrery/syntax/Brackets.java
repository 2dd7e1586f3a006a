package orrery.syntax;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.antlr.v4.runtime.CommonToken;
import orrery.diagnostic.Diagnostic;
import orrery.diagnostic.Diagnostics;
import orrery.diagnostic.Span;
import orrery.grammar.OrreryLexer;

/** Which bracket belongs to which, and what is wrong with those that belong to none. */
final class Brackets {
  private static final Map<String, String> CLOSERS = Map.of("(", ")", "[", "]", "{", "}");

  private final Tokens tokens;
  private final Faults faults;
  private final List<Integer> openers = new ArrayList<>();
  private final Map<Integer, Integer> assumedEnds = new HashMap<>();
  private final Deque<Integer> open = new ArrayDeque<>();

  /** Matches the brackets and adds the faults of those that do not match. */
  Brackets(Tokens tokens, Faults faults) {
    this.tokens = tokens;
    this.faults = faults;
    List<CommonToken> visible = tokens.visible();
    for (int i = 0; i < visible.size(); i++) {
      String text = visible.get(i).getText();
      openers.add(open.isEmpty() ? -1 : open.peek());
      if (CLOSERS.containsKey(text)) {
        open.push(i);
      } else if (CLOSERS.containsValue(text)) {
        close(i, text);
      } else if (text.equals(";")) {
        abandonWithinStatement();
      }
    }
    while (!open.isEmpty()) {
      abandon(open.pop());
    }
  }

  private int outer() {
    int inner = open.pop();
    int outer = open.isEmpty() ? -1 : open.peek();
    open.push(inner);
    return outer;
  }

  /** The innermost bracket that is open before a token, a closing one included; -1 when none is. */
  int opener(int index) {
    return openers.get(index);
  }

  /** The token before which a brace that is never closed was probably meant to be closed. */
  Optional<Integer> assumedEnd(int opener) {
    return Optional.ofNullable(assumedEnds.get(opener));
  }

  private void close(int index, String closer) {
    if (closer.equals("}")) {
      abandonWithinStatement();
    }
    if (!open.isEmpty() && closer.equals(CLOSERS.get(text(open.peek())))) {
      open.pop();
      return;
    }
    if (!open.isEmpty() && outer() >= 0 && closer.equals(CLOSERS.get(text(outer())))) {
      abandon(open.pop());
      open.pop();
      return;
    }
    faults.add(
        index, Diagnostic.error("E0004", span(index), "this `" + closer + "` closes nothing"));
  }

  /** A round or square bracket cannot reach over the end of a statement or block. */
  private void abandonWithinStatement() {
    while (!open.isEmpty() && !text(open.peek()).equals("{")) {
      abandon(open.pop());
    }
  }

  private void abandon(int opener) {
    String message = "this `" + text(opener) + "` is never closed";
    boolean worthwhile = assumedEnds.size() < Diagnostics.LIMIT;
    if (text(opener).equals("{") && worthwhile) {
      int end = indentedEnd(opener);
      assumedEnds.put(opener, end);
      int line = tokens.source().line(span(end - 1).start());
      message += "; the indentation suggests after line " + line;
    }
    faults.add(opener, Diagnostic.error("E0004", span(opener), message));
  }

  /** The first token that starts a line no deeper than the line of the brace. */
  private int indentedEnd(int opener) {
    List<CommonToken> visible = tokens.visible();
    int depth = indentation(tokens.source().line(span(opener).start()));
    int i = opener + 1;
    while (visible.get(i).getType() != OrreryLexer.EOF
        && !(tokens.startsLine(i) && visible.get(i).getCharPositionInLine() <= depth)) {
      i++;
    }
    return i;
  }

  private int indentation(int line) {
    String text = tokens.source().lineText(line);
    return text.length() - text.stripLeading().length();
  }

  private String text(int index) {
    return tokens.visible().get(index).getText();
  }

  private Span span(int index) {
    return tokens.span(tokens.visible().get(index));
  }
}

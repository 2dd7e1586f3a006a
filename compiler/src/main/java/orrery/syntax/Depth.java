package orrery.syntax;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.CommonToken;
import orrery.diagnostic.Diagnostic;
import orrery.grammar.OrreryLexer;

/**
 * Bounds how deep a syntax tree can get, so that no stage after this one can exhaust its stack.
 *
 * <p>The bound is read off the tokens: no tree is deeper than the brackets that are open plus, for
 * each of them, the operators since its last comma or semicolon.
 */
final class Depth {
  /**
   * The deepest tree, in brackets and operators. The parser's worst case at this depth fits half of
   * a thread's usual stack of 1 MiB, even when the code is interpreted.
   */
  static final int LIMIT = 300;

  private static final Set<String> OPERATORS =
      Set.of(
          "^", "*", "/", "//", "%", "+", "-", "..", "??", "==", "!=", "<", "<=", ">", ">=", "in",
          "not", "and", "or", "if", "else", "=>", ".");
  private static final Set<String> OPENERS = Set.of("(", "[", "{");
  private static final Set<String> CLOSERS = Set.of(")", "]", "}");
  private static final Set<String> SEPARATORS = Set.of(",", ";", ":");
  private static final Set<String> STARTS =
      Set.of(
          "def", "for", "return", "@", "import", "from", "type", "param", "input", "shape",
          "option", "assume", "output", "decode", "example", "check", "var", "state", "next",
          "loop");

  private final Deque<Integer> outer = new ArrayDeque<>();
  private int total;
  private int here;

  private Depth() {}

  /** Bars the tokens that are too deep. */
  static void check(Tokens tokens, Faults faults) {
    Depth depth = new Depth();
    List<CommonToken> visible = tokens.visible();
    for (int i = 0; i < visible.size(); i++) {
      CommonToken token = visible.get(i);
      depth.pass(token.getText());
      if (token.getText().equals("}") && startsStatement(visible.get(i + 1))) {
        depth.add(-depth.here);
      }
      if (depth.total > LIMIT && token.getType() != OrreryLexer.EOF) {
        String message = "this is nested more than " + LIMIT + " deep: name a part of it";
        faults.bar(i, Diagnostic.error("E0012", tokens.span(token), message));
      }
    }
  }

  /** Whether a token after a closing brace can only mean that a block has ended there. */
  private static boolean startsStatement(CommonToken token) {
    return token.getType() == OrreryLexer.ID || STARTS.contains(token.getText());
  }

  private void pass(String text) {
    if (OPENERS.contains(text)) {
      total++;
      outer.push(here);
      here = 0;
    } else if (CLOSERS.contains(text) && !outer.isEmpty()) {
      total -= here + 1;
      here = outer.pop();
      add(1);
    } else if (SEPARATORS.contains(text)) {
      add(-here);
    } else if (OPERATORS.contains(text)) {
      add(1);
    }
  }

  private void add(int operators) {
    here += operators;
    total += operators;
  }
}

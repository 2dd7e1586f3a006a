package orrery.syntax;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import orrery.grammar.OrreryLexer;

/**
 * Walks over the tokens of an item that cannot be parsed and keeps track of the blocks and
 * statements that it is in, as far as brackets, semicolons and line breaks tell.
 */
final class Outline {
  private static final Set<String> BLOCKS = Set.of("def", "for", "if", "loop", "else");

  private final Tokens tokens;
  private final Brackets brackets;
  private final Deque<Frame> frames = new ArrayDeque<>();
  private int at;
  private int statement;

  /** A bracket that is open: what it is, and where the statement around it starts. */
  private record Frame(String bracket, boolean block, int statement) {}

  Outline(Tokens tokens, Brackets brackets, int start) {
    this.tokens = tokens;
    this.brackets = brackets;
    this.at = start;
    this.statement = start;
  }

  /** The token that was reached. */
  int at() {
    return at;
  }

  /** The first token of the innermost statement. */
  int statement() {
    return statement;
  }

  /** Whether the token reached is in a block, and so not between items; false at the end. */
  boolean inBlock() {
    return !frames.isEmpty() && !atEnd();
  }

  /** Whether the token reached closes a block. */
  boolean atBlockEnd() {
    return text(at).equals("}");
  }

  /** Says that a statement starts here, where nothing shows it. */
  void startStatement() {
    while (!frames.isEmpty() && !frames.peek().block()) {
      frames.pop();
    }
    statement = at;
  }

  /** Walks up to a token. */
  void advanceTo(int index) {
    while (at < index && !atEnd()) {
      step();
    }
  }

  /** Walks to the start of the next statement, of this block or another; at least one token. */
  void skipStatement() {
    boolean started = false;
    while (!started && !atEnd()) {
      step();
      started = statement == at;
    }
  }

  private void step() {
    String text = text(at);
    at++;
    switch (text) {
      case "(", "[" -> frames.push(new Frame(text, false, statement));
      case "{" -> open();
      case ")", "]" -> closeWithinStatement();
      case "}" -> closeBrace();
      case ";" -> semicolon();
      default -> unclosedString();
    }
  }

  private void open() {
    int before = at - 2;
    boolean block =
        before >= 0 && !text(before).equals("case") && BLOCKS.contains(text(keyword(statement)))
            || before >= 0 && text(before).equals("else");
    frames.push(new Frame("{", block, statement));
    if (block) {
      statement = at;
    }
  }

  /** The first token of a statement that is no part of an annotation. */
  private int keyword(int index) {
    int i = index;
    while (text(i).equals("@") && i + 2 < at) {
      i += 2;
      if (text(i).equals("(")) {
        int opener = i;
        do {
          i++;
        } while (i < at && brackets.opener(i) >= opener);
      }
    }
    return Math.min(i, at - 1);
  }

  private void closeWithinStatement() {
    if (!frames.isEmpty() && !frames.peek().bracket().equals("{")) {
      frames.pop();
    }
  }

  private void closeBrace() {
    dropWithinStatement();
    if (frames.isEmpty()) {
      return;
    }
    Frame closed = frames.pop();
    statement = closed.statement();
    boolean free = frames.isEmpty() || frames.peek().block();
    boolean ends = closed.block() || tokens.startsLine(at) && !text(at).equals(";");
    if (free && ends && !text(at).equals("else")) {
      statement = at;
    }
  }

  private void semicolon() {
    dropWithinStatement();
    if (frames.isEmpty() || frames.peek().block()) {
      statement = at;
    }
  }

  /** A string that is not closed has swallowed the rest of its line, the semicolon included. */
  private void unclosedString() {
    boolean unclosed = tokens.visible().get(at - 1).getType() == OrreryLexer.UNCLOSED;
    if (unclosed && text(at - 1).stripTrailing().endsWith(";")) {
      semicolon();
    }
  }

  private void dropWithinStatement() {
    while (!frames.isEmpty() && !frames.peek().bracket().equals("{")) {
      frames.pop();
    }
  }

  private boolean atEnd() {
    return tokens.visible().get(at).getType() == OrreryLexer.EOF;
  }

  private String text(int index) {
    return tokens.visible().get(index).getText();
  }
}

package orrery.syntax;

import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;
import orrery.diagnostic.Diagnostics;
import orrery.diagnostic.Fixes;
import orrery.diagnostic.Source;
import orrery.grammar.OrreryParser;

/**
 * Writes a program in its canonical form: one statement a line, tabs for blocks, one blank between
 * tokens where one belongs, comments kept, groups of lines kept apart by one empty line. Lines that
 * the author broke within a statement stay broken. Formatting twice changes nothing.
 */
public final class Formatter {
  private static final int MOST_ROUNDS = 50;

  private final Tokens tokens;
  private final Spacing spacing;
  private final Page page = new Page();
  private int blocks;
  private int brackets;
  private boolean continued;

  private Formatter(Tokens tokens, Spacing spacing) {
    this.tokens = tokens;
    this.spacing = spacing;
  }

  /** The canonical text; empty, and the reasons reported, when the text is no program. */
  public static Optional<String> format(Source source, Diagnostics diagnostics) {
    Diagnostics found = new Diagnostics();
    Tokens tokens = new Tokens(source);
    Optional<OrreryParser.ProgramContext> tree = Syntax.tree(tokens);
    if (tree.isEmpty()) {
      Syntax.parse(source, found);
      found.all().forEach(diagnostics::report);
      return Optional.empty();
    }
    return Optional.of(new Formatter(tokens, new Spacing(tree.get())).write());
  }

  /**
   * The source after the fixes of its syntax errors, those that only show when others are mended
   * included. What has no fix stays as it is.
   */
  public static Source fix(Source source) {
    Source mended = source;
    for (int round = 0; round < MOST_ROUNDS; round++) {
      Diagnostics diagnostics = new Diagnostics();
      Syntax.parse(mended, diagnostics);
      String text = Fixes.apply(mended, diagnostics.all());
      if (text.equals(mended.text())) {
        return mended;
      }
      mended = new Source(source.name(), text);
    }
    return mended;
  }

  private String write() {
    Optional<Token> before = Optional.empty();
    int gap = 0;
    List<CommonToken> all = tokens.all();
    for (int i = 0; i < all.size(); i++) {
      CommonToken token = all.get(i);
      boolean visible = token.getChannel() == Token.DEFAULT_CHANNEL;
      if (visible && !spacing.isDropped(token)) {
        space(all.subList(gap, i), before, token);
        before = Optional.of(token);
        gap = i + 1;
      }
    }
    return page.text();
  }

  /** Writes the comments between two tokens, and the second token. */
  private void space(List<CommonToken> hidden, Optional<Token> left, Token right) {
    boolean opened = left.filter(spacing::isBlockBrace).filter(t -> is(t, "{")).isPresent();
    boolean closes = spacing.isBlockBrace(right) && is(right, "}");
    boolean fresh = opened || left.map(spacing::endsStatement).orElse(true);
    int breaks = 0;
    boolean commented = false;
    for (CommonToken piece : hidden) {
      if (piece.getText().startsWith("#")) {
        comment(piece.getText(), breaks, left.isPresent() || commented, fresh || closes);
        commented = true;
        breaks = 0;
      } else {
        breaks += lineBreaks(piece.getText());
      }
    }
    if (right.getType() == Token.EOF) {
      return;
    }
    blocks -= closes ? 1 : 0;
    boolean glued = left.filter(t -> spacing.glued(t, right)).isPresent() || opened && closes;
    boolean edge = left.filter(Formatter::opensList).isPresent() || closesList(right);
    boolean attached = glued && !edge || is(right, "else");
    boolean structural = fresh && !(opened && closes) || closes && !opened;
    if (commented || structural || breaks > 0 && !attached) {
      startLine(right, breaks > 1 && fresh && !opened && !closes, !fresh && !closes);
    } else if (left.isPresent() && !glued) {
      page.append(" ");
    }
    write(right);
  }

  private void comment(String text, int breaks, boolean follows, boolean between) {
    if (breaks == 0 && follows) {
      page.trailingComment(text.stripTrailing());
    } else {
      page.startLine(blocks + (between ? 0 : 1), breaks > 1 && follows && between);
      page.ownComment(text.stripTrailing());
    }
  }

  private void startLine(Token first, boolean blank, boolean inside) {
    boolean closer = is(first, ")") || is(first, "]") || is(first, "}") && inside;
    int open = closer ? brackets - 1 : brackets;
    int deeper = inside ? Math.max(open, continued && !closer ? 1 : 0) : 0;
    page.startLine(blocks + deeper, blank);
  }

  private void write(Token token) {
    page.append(token.getText());
    boolean block = spacing.isBlockBrace(token);
    switch (token.getText()) {
      case "(", "[" -> brackets++;
      case ")", "]" -> brackets--;
      case "{" -> brackets += block ? 0 : 1;
      case "}" -> brackets -= block ? 0 : 1;
      default -> {}
    }
    if (block && is(token, "{")) {
      blocks++;
    }
    continued = !spacing.precedesStatement(token);
  }

  private static boolean opensList(Token token) {
    return is(token, "(") || is(token, "[") || is(token, "{");
  }

  private static boolean closesList(Token token) {
    return is(token, ")") || is(token, "]") || is(token, "}");
  }

  private static boolean is(Token token, String text) {
    return token.getText().equals(text);
  }

  private static int lineBreaks(String gap) {
    int breaks = 0;
    for (int i = 0; i < gap.length(); i++) {
      boolean pair = gap.charAt(i) == '\n' && i > 0 && gap.charAt(i - 1) == '\r';
      breaks += (gap.charAt(i) == '\n' || gap.charAt(i) == '\r') && !pair ? 1 : 0;
    }
    return breaks;
  }
}

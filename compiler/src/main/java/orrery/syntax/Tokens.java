package orrery.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import orrery.diagnostic.Source;
import orrery.diagnostic.Span;
import orrery.grammar.OrreryLexer;

/**
 * A source cut into tokens. Every character belongs to exactly one token, those that no program may
 * contain included; the last token is the end of the file.
 */
final class Tokens {
  private static final Map<String, Integer> TYPES = types();

  private final Source source;
  private final List<CommonToken> all = new ArrayList<>();
  private final List<CommonToken> visible = new ArrayList<>();
  private final List<Integer> indices = new ArrayList<>();
  private final int[] offsets;

  Tokens(Source source) {
    this.source = source;
    this.offsets = offsets(source.text());
    OrreryLexer lexer = new OrreryLexer(CharStreams.fromString(source.text(), source.name()));
    lexer.removeErrorListeners();
    Token token;
    do {
      token = lexer.nextToken();
      CommonToken kept = (CommonToken) token;
      kept.setTokenIndex(all.size());
      all.add(kept);
      indices.add(visible.size());
      if (token.getChannel() == Token.DEFAULT_CHANNEL) {
        visible.add(kept);
      }
    } while (token.getType() != Token.EOF);
  }

  /** The text that was cut. */
  Source source() {
    return source;
  }

  /** Comments and blanks included. */
  List<CommonToken> all() {
    return all;
  }

  /** What the parser sees, the end of the file last. */
  List<CommonToken> visible() {
    return visible;
  }

  /** The characters of a token. */
  Span span(Token token) {
    if (token.getType() == Token.EOF) {
      return source.span(source.text().length(), source.text().length());
    }
    return source.span(offsets[token.getStartIndex()], offsets[token.getStopIndex() + 1]);
  }

  /** The characters of a piece of grammar that has at least one token. */
  Span span(ParserRuleContext context) {
    return span(context.getStart()).to(span(context.getStop()));
  }

  /** The {@code ##} notes between the visible token before and this one, on lines of their own. */
  List<Token> notesBefore(Token token) {
    int from = token.getTokenIndex();
    while (from > 0 && all.get(from - 1).getChannel() != Token.DEFAULT_CHANNEL) {
      from--;
    }
    List<Token> notes = new ArrayList<>();
    for (int i = from; i < token.getTokenIndex(); i++) {
      boolean ownLine = i == 0 || breaksLine(all.get(i - 1).getText());
      if (ownLine && all.get(i).getType() == OrreryLexer.DOC) {
        notes.add(all.get(i));
      }
    }
    return notes;
  }

  private static boolean breaksLine(String gap) {
    return gap.indexOf('\n') >= 0 || gap.indexOf('\r') >= 0;
  }

  /** The place of a visible token among the visible ones. */
  int index(Token token) {
    return indices.get(token.getTokenIndex());
  }

  /** Whether no other visible token stands before it on its line. */
  boolean startsLine(int index) {
    if (index == 0) {
      return true;
    }
    int before = span(visible.get(index - 1)).end();
    return breaksLine(source.text().substring(before, span(visible.get(index)).start()));
  }

  /** The token type of a keyword or mark as the grammar writes it. */
  static int type(String literal) {
    Integer type = TYPES.get(literal);
    if (type == null) {
      throw new AssertionError("not in the grammar: " + literal);
    }
    return type;
  }

  private static Map<String, Integer> types() {
    Map<String, Integer> types = new TreeMap<>();
    for (int type = 1; type <= OrreryLexer.VOCABULARY.getMaxTokenType(); type++) {
      String literal = OrreryLexer.VOCABULARY.getLiteralName(type);
      if (literal != null) {
        types.put(literal.substring(1, literal.length() - 1), type);
      }
    }
    return types;
  }

  /** From ANTLR's offsets, which count code points, to offsets in the string. */
  private static int[] offsets(String text) {
    int points = text.codePointCount(0, text.length());
    int[] offsets = new int[points + 1];
    int at = 0;
    for (int i = 0; i < points; i++) {
      offsets[i] = at;
      at += Character.charCount(text.codePointAt(at));
    }
    offsets[points] = at;
    return offsets;
  }
}

package orrery.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.ParseCancellationException;
import orrery.grammar.OrreryLexer;
import orrery.grammar.OrreryParser;

/** Runs the generated parser on a file, or on a piece of it, until its first mistake. */
final class Parsing {
  private final Tokens tokens;
  private final Lookahead stream;

  Parsing(Tokens tokens) {
    this.tokens = tokens;
    this.stream = new Lookahead(tokens);
    stream.fill();
  }

  /**
   * What came of reading a piece.
   *
   * @param tree the piece, if it could be read
   * @param end index of the visible token after the piece, or of the one that no reading could pass
   */
  record Attempt<T>(Optional<T> tree, int end) {}

  /** The whole file, if it has no mistake. */
  Optional<OrreryParser.ProgramContext> whole() {
    return piece(0, OrreryParser::program).tree();
  }

  /** The header at a visible token. */
  Optional<OrreryParser.HeaderContext> header(int at) {
    return attempt(at, PredictionMode.LL, OrreryParser::header).tree();
  }

  /** The declaration or statement at a visible token. */
  Attempt<OrreryParser.ItemContext> item(int at) {
    return piece(at, OrreryParser::item);
  }

  /** The statement at a visible token. */
  Attempt<OrreryParser.StatementContext> statement(int at) {
    return piece(at, OrreryParser::statement);
  }

  /** Whether the tokens from one index up to another are an item, if a {@code ;} follows them. */
  boolean endsItem(int from, int to) {
    List<CommonToken> piece = new ArrayList<>();
    for (CommonToken token : tokens.visible().subList(from, to)) {
      piece.add(new CommonToken(token));
    }
    piece.add(new CommonToken(Tokens.type(";"), ";"));
    piece.add(new CommonToken(Token.EOF, "<EOF>"));
    CommonTokenStream repaired = new CommonTokenStream(new ListTokenSource(piece));
    OrreryParser parser = parser(repaired, PredictionMode.LL);
    try {
      parser.item();
      return repaired.LA(1) == OrreryLexer.EOF;
    } catch (ParseCancellationException stopped) {
      return false;
    }
  }

  /** Tries ANTLR's fast prediction first, and the full one where that fails. */
  private <T extends ParserRuleContext> Attempt<T> piece(int at, Function<OrreryParser, T> rule) {
    Attempt<T> fast = attempt(at, PredictionMode.SLL, rule);
    return fast.tree().isPresent() ? fast : attempt(at, PredictionMode.LL, rule);
  }

  private <T extends ParserRuleContext> Attempt<T> attempt(
      int at, PredictionMode mode, Function<OrreryParser, T> rule) {
    stream.start(tokens.visible().get(at).getTokenIndex());
    OrreryParser parser = parser(stream, mode);
    try {
      T tree = rule.apply(parser);
      return new Attempt<>(Optional.of(tree), tokens.index(stream.LT(1)));
    } catch (ParseCancellationException stopped) {
      return new Attempt<>(Optional.empty(), tokens.index(stream.furthest()));
    }
  }

  private static OrreryParser parser(TokenStream stream, PredictionMode mode) {
    OrreryParser parser = new OrreryParser(stream);
    parser.removeErrorListeners();
    parser.setErrorHandler(new BailErrorStrategy());
    parser.getInterpreter().setPredictionMode(mode);
    return parser;
  }

  /** The tokens, and how far into them the parser has looked: further than its mistake, never. */
  private static final class Lookahead extends CommonTokenStream {
    private Token furthest;

    Lookahead(Tokens tokens) {
      super(new ListTokenSource(tokens.all()));
      this.furthest = tokens.all().get(0);
    }

    void start(int index) {
      seek(index);
      furthest = get(index);
    }

    Token furthest() {
      return furthest;
    }

    @Override
    public Token LT(int k) {
      Token token = super.LT(k);
      if (k > 0 && token.getTokenIndex() > furthest.getTokenIndex()) {
        furthest = token;
      }
      return token;
    }
  }
}

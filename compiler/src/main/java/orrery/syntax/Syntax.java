package orrery.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;
import orrery.diagnostic.Diagnostic;
import orrery.diagnostic.Diagnostics;
import orrery.diagnostic.Source;
import orrery.grammar.OrreryParser;

/**
 * Reads programs: text in, syntax and diagnostics out. Any text at all gives a program, possibly of
 * no items, or errors that say where and why; it never throws.
 */
public final class Syntax {
  private final Tokens tokens;
  private final Diagnostics diagnostics;
  private final Faults faults;
  private final Brackets brackets;
  private final Parsing parsing;
  private final Builder builder;
  private final List<Item> items = new ArrayList<>();
  private Program.Kind kind = Program.Kind.PROGRAM;
  private Optional<Identifier> name = Optional.empty();
  private String doc = "";

  private Syntax(Source source, Diagnostics diagnostics) {
    this.tokens = new Tokens(source);
    this.diagnostics = diagnostics;
    this.faults = new Faults(tokens);
    this.brackets = new Brackets(tokens, faults);
    Depth.check(tokens, faults);
    this.parsing = new Parsing(tokens);
    this.builder = new Builder(tokens, diagnostics);
  }

  /**
   * Reads a file. A statement with an error is left out; at most one error is reported for each.
   */
  public static Program parse(Source source, Diagnostics diagnostics) {
    Syntax syntax = new Syntax(source, diagnostics);
    syntax.read();
    return new Program(source, syntax.kind, syntax.name, syntax.doc, syntax.items);
  }

  /** The parser's tree of a whole file, if it is free of mistakes that the parser finds. */
  static Optional<OrreryParser.ProgramContext> tree(Tokens tokens) {
    Faults faults = new Faults(tokens);
    new Brackets(tokens, faults);
    Depth.check(tokens, faults);
    return faults.isEmpty() ? new Parsing(tokens).whole() : Optional.empty();
  }

  private void read() {
    Optional<OrreryParser.ProgramContext> whole =
        faults.isEmpty() ? parsing.whole() : Optional.empty();
    if (whole.isPresent()) {
      Optional.ofNullable(whole.get().header()).ifPresent(this::header);
      whole.get().item().forEach(this::build);
    } else {
      readPieces();
    }
  }

  private void header(OrreryParser.HeaderContext context) {
    boolean module = context.getStart().getText().equals(Program.Kind.MODULE.keyword());
    kind = module ? Program.Kind.MODULE : Program.Kind.PROGRAM;
    name = Optional.of(builder.identifier(context.name()));
    doc = builder.doc(context.getStart());
  }

  private void build(OrreryParser.ItemContext context) {
    diagnostics.statement(() -> builder.items().item(context).ifPresent(items::add));
  }

  /** Reads item by item, so that a mistake in one leaves the others readable. */
  private void readPieces() {
    int at = 0;
    while (tokens.visible().get(at).getType() != Token.EOF) {
      at = isHeader(at) ? readHeader(at) : readItem(at);
    }
  }

  private boolean isHeader(int at) {
    List<CommonToken> visible = tokens.visible();
    String word = visible.get(at).getText();
    boolean known =
        word.equals(Program.Kind.PROGRAM.keyword()) || word.equals(Program.Kind.MODULE.keyword());
    return known && at + 2 < visible.size() && visible.get(at + 2).getText().equals(";");
  }

  private int readHeader(int at) {
    if (at == 0) {
      parsing.header(at).ifPresent(this::header);
    }
    if (at > 0 || name.isEmpty()) {
      String message = "the header comes first";
      diagnostics.report(Diagnostic.error("E0010", tokens.span(tokens.visible().get(at)), message));
    }
    return at + 3;
  }

  private int readItem(int at) {
    Parsing.Attempt<OrreryParser.ItemContext> attempt = parsing.item(at);
    if (attempt.tree().isPresent()) {
      build(attempt.tree().get());
      return attempt.end();
    }
    return new Recovery(tokens, faults, brackets, parsing, diagnostics).after(at, attempt.end());
  }
}

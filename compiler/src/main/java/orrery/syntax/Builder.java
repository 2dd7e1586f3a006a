package orrery.syntax;

import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import orrery.diagnostic.Diagnostic;
import orrery.diagnostic.Diagnostics;
import orrery.diagnostic.Span;
import orrery.grammar.OrreryParser;

/** What the builders of expressions, domains, statements and declarations share. */
final class Builder {
  private final Tokens tokens;
  private final Diagnostics diagnostics;
  private final ExprBuilder exprs;
  private final DomainBuilder domains;
  private final StatementBuilder statements;
  private final ItemBuilder items;

  Builder(Tokens tokens, Diagnostics diagnostics) {
    this.tokens = tokens;
    this.diagnostics = diagnostics;
    this.exprs = new ExprBuilder(this);
    this.domains = new DomainBuilder(this);
    this.statements = new StatementBuilder(this);
    this.items = new ItemBuilder(this);
  }

  ExprBuilder exprs() {
    return exprs;
  }

  DomainBuilder domains() {
    return domains;
  }

  StatementBuilder statements() {
    return statements;
  }

  ItemBuilder items() {
    return items;
  }

  void report(Diagnostic diagnostic) {
    diagnostics.report(diagnostic);
  }

  /** Reports an error that leaves nothing to build, and ends the statement. */
  Diagnostics.Abort abort(Diagnostic diagnostic) {
    return diagnostics.abort(diagnostic);
  }

  /** Does one statement's work, keeping its first error only. */
  void statement(Runnable work) {
    diagnostics.statement(work);
  }

  Span span(ParserRuleContext context) {
    return tokens.span(context);
  }

  Span span(Token token) {
    return tokens.span(token);
  }

  Identifier identifier(OrreryParser.NameContext context) {
    return new Identifier(span(context), context.getText());
  }

  List<Identifier> identifiers(List<OrreryParser.NameContext> contexts) {
    return contexts.stream().map(this::identifier).toList();
  }

  Path path(OrreryParser.PathContext context) {
    return new Path(span(context), List.of(context.getText().split("\\.", -1)));
  }

  /** The annotations before a statement, and the doc note above them. */
  Notes notes(ParserRuleContext statement, List<OrreryParser.AnnotationContext> annotations) {
    return new Notes(
        doc(statement.getStart()), annotations.stream().map(this::annotation).toList());
  }

  /** The {@code ##} lines between a token and the visible token before it, which are its own. */
  String doc(Token first) {
    StringBuilder doc = new StringBuilder();
    for (Token note : tokens.notesBefore(first)) {
      doc.append(doc.isEmpty() ? "" : "\n").append(note.getText().substring(2).strip());
    }
    return doc.toString();
  }

  private Annotation annotation(OrreryParser.AnnotationContext context) {
    return new Annotation(
        span(context), identifier(context.name()), exprs.arguments(context.arguments()));
  }
}

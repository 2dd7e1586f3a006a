package orrery.syntax;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.antlr.v4.runtime.tree.TerminalNode;
import orrery.grammar.OrreryBaseVisitor;
import orrery.grammar.OrreryParser;

/** From the parser's declarations to {@link Item}; an empty or later statement is left out. */
final class ItemBuilder extends OrreryBaseVisitor<Optional<Item>> {
  private final Builder builder;

  ItemBuilder(Builder builder) {
    this.builder = builder;
  }

  Optional<Item> item(OrreryParser.ItemContext context) {
    if (context.statement() != null) {
      return builder.statements().statement(context.statement()).map(Function.identity());
    }
    return context.getChild(0).accept(this);
  }

  @Override
  public Optional<Item> visitImportDecl(OrreryParser.ImportDeclContext context) {
    Expr.Text file = builder.exprs().text(context.STRING().getSymbol());
    List<Identifier> names = builder.identifiers(context.name());
    boolean whole = context.getStart().getText().equals("import");
    Optional<Identifier> alias = whole ? names.stream().findFirst() : Optional.empty();
    return Optional.of(
        new Item.ImportDecl(
            builder.span(context), file.value(), file.span(), alias, whole ? List.of() : names));
  }

  @Override
  public Optional<Item> visitTypeDecl(OrreryParser.TypeDeclContext context) {
    Notes notes = builder.notes(context, List.of());
    Identifier name = builder.identifier(context.name());
    DomainExpr domain = builder.domains().domain(context.domain());
    return Optional.of(new Item.TypeDecl(builder.span(context), notes, name, domain));
  }

  @Override
  public Optional<Item> visitParamDecl(OrreryParser.ParamDeclContext context) {
    Notes notes = builder.notes(context, List.of());
    Identifier name = builder.identifier(context.name());
    Optional<TypeExpr> type = builder.domains().optionalType(context.typeExpr());
    Expr value = builder.exprs().expr(context.expr());
    return Optional.of(new Item.ParamDecl(builder.span(context), notes, name, type, value));
  }

  @Override
  public Optional<Item> visitInputDecl(OrreryParser.InputDeclContext context) {
    Notes notes = builder.notes(context, context.annotation());
    Identifier name = builder.identifier(context.name());
    Optional<Expr> lengths = after(context, "[", context.expr());
    DomainExpr domain = builder.domains().domain(context.domain());
    Optional<Expr> split = after(context, "split", context.expr());
    return Optional.of(
        new Item.InputDecl(builder.span(context), notes, name, lengths, domain, split));
  }

  /** The one of the expressions that follows a keyword or mark of the declaration. */
  private Optional<Expr> after(
      org.antlr.v4.runtime.ParserRuleContext context,
      String mark,
      List<OrreryParser.ExprContext> exprs) {
    for (int i = 0; i + 1 < context.getChildCount(); i++) {
      boolean found =
          context.getChild(i) instanceof TerminalNode terminal && terminal.getText().equals(mark);
      if (found) {
        int at = exprs.indexOf(context.getChild(i + 1));
        return Optional.of(builder.exprs().expr(exprs.get(at)));
      }
    }
    return Optional.empty();
  }

  @Override
  public Optional<Item> visitShapeDecl(OrreryParser.ShapeDeclContext context) {
    return Optional.of(
        new Item.ShapeDecl(builder.span(context), builder.domains().shape(context.shape())));
  }

  @Override
  public Optional<Item> visitOptionDecl(OrreryParser.OptionDeclContext context) {
    Identifier name = builder.identifier(context.name());
    Optional<Expr> value = builder.exprs().optional(context.expr());
    return Optional.of(new Item.OptionDecl(builder.span(context), name, value));
  }

  @Override
  public Optional<Item> visitAssumeDecl(OrreryParser.AssumeDeclContext context) {
    Expr condition = builder.exprs().expr(context.expr());
    return Optional.of(new Item.AssumeDecl(builder.span(context), condition));
  }

  @Override
  public Optional<Item> visitOutputDecl(OrreryParser.OutputDeclContext context) {
    Notes notes = builder.notes(context, context.annotation());
    Identifier name = builder.identifier(context.name());
    Optional<TypeExpr> type = builder.domains().optionalType(context.typeExpr());
    Optional<Expr> value = after(context, "=", context.expr());
    Optional<Expr> position = after(context, "at", context.expr());
    return Optional.of(
        new Item.OutputDecl(builder.span(context), notes, name, type, value, position));
  }

  @Override
  public Optional<Item> visitDecodeDecl(OrreryParser.DecodeDeclContext context) {
    builder.report(StatementBuilder.later(builder.span(context.getStart()), "decode"));
    return Optional.empty();
  }

  @Override
  public Optional<Item> visitExampleDecl(OrreryParser.ExampleDeclContext context) {
    for (TerminalNode mark : context.getTokens(Tokens.type("=>"))) {
      builder.report(StatementBuilder.later(builder.span(mark.getSymbol()), "=>"));
    }
    Optional<Identifier> output = Optional.ofNullable(context.name()).map(builder::identifier);
    List<Expr> exprs = builder.exprs().exprs(context.expr());
    List<Intervention> interventions =
        context.intervention().stream().map(this::intervention).toList();
    Optional<Expr> tolerance = exprs.stream().skip(2).findFirst();
    return Optional.of(
        new Item.ExampleDecl(
            builder.span(context), output, exprs.get(0), interventions, exprs.get(1), tolerance));
  }

  private Intervention intervention(OrreryParser.InterventionContext context) {
    boolean set = context.getTokens(Tokens.type("from")).isEmpty();
    List<Expr> exprs = builder.exprs().exprs(context.expr());
    return new Intervention(
        builder.span(context),
        builder.path(context.path()),
        exprs.size() == 2 ? Optional.of(exprs.get(0)) : Optional.empty(),
        set ? Intervention.Kind.SET : Intervention.Kind.FROM,
        exprs.get(exprs.size() - 1));
  }

  @Override
  public Optional<Item> visitCheckDecl(OrreryParser.CheckDeclContext context) {
    Optional<Identifier> name = Optional.ofNullable(context.name()).map(builder::identifier);
    Expr condition = builder.exprs().expr(context.expr());
    return Optional.of(new Item.CheckDecl(builder.span(context), name, condition));
  }
}

package orrery.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;
import org.jspecify.annotations.Nullable;
import orrery.diagnostic.Diagnostic;
import orrery.diagnostic.Span;
import orrery.grammar.OrreryBaseVisitor;
import orrery.grammar.OrreryParser;

/** From the parser's statements to {@link Statement}; an empty one, or a later one, is left out. */
final class StatementBuilder extends OrreryBaseVisitor<Optional<Statement>> {
  private final Builder builder;

  StatementBuilder(Builder builder) {
    this.builder = builder;
  }

  Optional<Statement> statement(OrreryParser.StatementContext context) {
    return context.accept(this);
  }

  private List<Statement> block(OrreryParser.@Nullable BlockContext context) {
    List<Statement> statements = new ArrayList<>();
    if (context != null) {
      for (OrreryParser.StatementContext each : context.statement()) {
        builder.statement(() -> statement(each).ifPresent(statements::add));
      }
    }
    return statements;
  }

  @Override
  public Optional<Statement> visitBind(OrreryParser.BindContext context) {
    Notes notes = builder.notes(context, context.annotation());
    List<Target> targets = context.target().stream().map(this::target).toList();
    List<Expr> values = builder.exprs().exprs(context.exprs());
    return Optional.of(new Statement.Bind(builder.span(context), notes, targets, values));
  }

  private Target target(OrreryParser.TargetContext context) {
    return new Target(
        builder.span(context),
        builder.identifier(context.name()),
        builder.domains().optionalType(context.typeExpr()));
  }

  @Override
  public Optional<Statement> visitVar(OrreryParser.VarContext context) {
    Notes notes = builder.notes(context, context.annotation());
    Target target = target(context.target());
    Expr value = builder.exprs().expr(context.expr());
    return Optional.of(new Statement.Var(builder.span(context), notes, target, value));
  }

  @Override
  public Optional<Statement> visitDef(OrreryParser.DefContext context) {
    Notes notes = builder.notes(context, context.annotation());
    Identifier name = builder.identifier(context.name());
    List<Parameter> parameters = context.parameter().stream().map(this::parameter).toList();
    Optional<TypeExpr> result = builder.domains().optionalType(context.typeExpr());
    List<Statement> body = context.block() == null ? shortBody(context) : block(context.block());
    return Optional.of(
        new Statement.Def(builder.span(context), notes, name, parameters, result, body));
  }

  private List<Statement> shortBody(OrreryParser.DefContext context) {
    Expr value = builder.exprs().expr(context.expr());
    return List.of(new Statement.Return(value.span(), List.of(value)));
  }

  private Parameter parameter(OrreryParser.ParameterContext context) {
    return new Parameter(
        builder.span(context),
        builder.identifier(context.name()),
        builder.domains().optionalType(context.typeExpr()),
        builder.exprs().optional(context.expr()));
  }

  @Override
  public Optional<Statement> visitFor(OrreryParser.ForContext context) {
    List<Identifier> variables = builder.identifiers(context.name());
    Expr source = builder.exprs().expr(context.expr());
    List<Statement> body = block(context.block());
    return Optional.of(new Statement.For(builder.span(context), variables, source, body));
  }

  @Override
  public Optional<Statement> visitIf(OrreryParser.IfContext context) {
    Expr condition = builder.exprs().expr(context.expr());
    List<Statement> then = block(context.block(0));
    List<Statement> otherwise =
        context.statement() == null
            ? block(context.block(1))
            : statement(context.statement()).stream().toList();
    return Optional.of(new Statement.If(builder.span(context), condition, then, otherwise));
  }

  @Override
  public Optional<Statement> visitReturn(OrreryParser.ReturnContext context) {
    List<Expr> values = builder.exprs().exprs(context.exprs());
    return Optional.of(new Statement.Return(builder.span(context), values));
  }

  @Override
  public Optional<Statement> visitWatch(OrreryParser.WatchContext context) {
    Expr value = builder.exprs().expr(context.expr());
    return Optional.of(new Statement.Watch(builder.span(context), value));
  }

  @Override
  public Optional<Statement> visitEmpty(OrreryParser.EmptyContext context) {
    return Optional.empty();
  }

  @Override
  public Optional<Statement> visitState(OrreryParser.StateContext context) {
    return later(context, "state");
  }

  @Override
  public Optional<Statement> visitNext(OrreryParser.NextContext context) {
    return later(context, "next");
  }

  @Override
  public Optional<Statement> visitLoop(OrreryParser.LoopContext context) {
    return later(context, "loop");
  }

  private Optional<Statement> later(ParserRuleContext context, String keyword) {
    builder.report(later(builder.span(context.getStart()), keyword));
    return Optional.empty();
  }

  /** The error for what this stage of the language reads but does not compile. */
  static Diagnostic later(Span span, String keyword) {
    return Diagnostic.error(
        "E0011",
        span,
        "`" + keyword + "` belongs to the second stage of the language, which is not built yet");
  }
}

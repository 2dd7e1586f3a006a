package orrery.syntax;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;
import orrery.diagnostic.Diagnostic;
import orrery.diagnostic.Span;
import orrery.grammar.OrreryBaseVisitor;
import orrery.grammar.OrreryParser;

/** From the parser's expressions to {@link Expr}; reports literals and readings that are faulty. */
final class ExprBuilder extends OrreryBaseVisitor<Expr> {
  private static final Map<String, BinaryOperator> BINARY =
      Arrays.stream(BinaryOperator.values())
          .collect(Collectors.toMap(BinaryOperator::symbol, Function.identity()));
  private static final Map<String, UnaryOperator> UNARY =
      Arrays.stream(UnaryOperator.values())
          .collect(Collectors.toMap(UnaryOperator::symbol, Function.identity()));
  private static final Map<String, Comparison> COMPARISONS =
      Arrays.stream(Comparison.values())
          .collect(Collectors.toMap(Comparison::symbol, Function.identity()));

  private final Builder builder;

  ExprBuilder(Builder builder) {
    this.builder = builder;
  }

  Expr expr(OrreryParser.ExprContext context) {
    return context.accept(this);
  }

  Optional<Expr> optional(OrreryParser.@Nullable ExprContext context) {
    return Optional.ofNullable(context).map(this::expr);
  }

  List<Expr> exprs(List<OrreryParser.ExprContext> contexts) {
    return contexts.stream().map(this::expr).toList();
  }

  List<Expr> exprs(OrreryParser.@Nullable ExprsContext context) {
    return context == null ? List.of() : exprs(context.expr());
  }

  List<Argument> arguments(OrreryParser.@Nullable ArgumentsContext context) {
    return context == null ? List.of() : context.argument().stream().map(this::argument).toList();
  }

  private Argument argument(OrreryParser.ArgumentContext context) {
    Optional<Identifier> name = Optional.ofNullable(context.name()).map(builder::identifier);
    return new Argument(builder.span(context), name, expr(context.expr()));
  }

  @Override
  public Expr visitPrim(OrreryParser.PrimContext context) {
    return context.primary().accept(this);
  }

  @Override
  public Expr visitCall(OrreryParser.CallContext context) {
    return new Expr.Call(
        builder.span(context), expr(context.expr()), arguments(context.arguments()));
  }

  @Override
  public Expr visitIndex(OrreryParser.IndexContext context) {
    return new Expr.Index(builder.span(context), expr(context.expr(0)), expr(context.expr(1)));
  }

  @Override
  public Expr visitMember(OrreryParser.MemberContext context) {
    Expr operand = expr(context.expr());
    if (operand instanceof Expr.Literal) {
      builder.report(Explanation.openNumber(operand.span().to(builder.span(context.name()))));
    }
    return new Expr.Member(builder.span(context), operand, builder.identifier(context.name()));
  }

  @Override
  public Expr visitUnary(OrreryParser.UnaryContext context) {
    UnaryOperator operator = Objects.requireNonNull(UNARY.get(context.getStart().getText()));
    Expr operand = expr(context.expr());
    Expr.Unary unary = new Expr.Unary(builder.span(context), operator, operand);
    Readings.of(unary).ifPresent(builder::report);
    return unary;
  }

  @Override
  public Expr visitBinary(OrreryParser.BinaryContext context) {
    List<ParseTree> marks = context.children.subList(1, context.getChildCount() - 1);
    BinaryOperator operator =
        Objects.requireNonNull(
            BINARY.get(marks.stream().map(ParseTree::getText).collect(joining(" "))));
    Span operatorSpan = mark(marks.get(0)).to(mark(marks.get(marks.size() - 1)));
    Expr left = expr(context.expr(0));
    Expr right = expr(context.expr(1));
    Expr.Binary binary =
        new Expr.Binary(builder.span(context), operator, operatorSpan, left, right);
    Readings.of(binary).ifPresent(builder::report);
    return binary;
  }

  private Span mark(ParseTree terminal) {
    return builder.span(((TerminalNode) terminal).getSymbol());
  }

  @Override
  public Expr visitConditional(OrreryParser.ConditionalContext context) {
    Expr then = expr(context.expr(0));
    Expr condition = expr(context.expr(1));
    Expr otherwise = expr(context.expr(2));
    Expr.Conditional conditional =
        new Expr.Conditional(builder.span(context), then, condition, otherwise);
    Readings.of(conditional).ifPresent(builder::report);
    return conditional;
  }

  @Override
  public Expr visitNumber(OrreryParser.NumberContext context) {
    return number(context.getStart());
  }

  Expr.Literal number(Token literal) {
    Span span = builder.span(literal);
    Optional<Diagnostic> fault = Literals.numberFault(span);
    if (fault.isPresent()) {
      throw builder.abort(fault.get());
    }
    return new Expr.Literal(span, Literals.number(span.text()));
  }

  @Override
  public Expr visitText(OrreryParser.TextContext context) {
    return text(context.STRING().getSymbol());
  }

  Expr.Text text(Token literal) {
    Span span = builder.span(literal);
    Literals.textFault(span).ifPresent(builder::report);
    return new Expr.Text(span, Literals.text(span.text()));
  }

  @Override
  public Expr visitTruth(OrreryParser.TruthContext context) {
    boolean value = context.getText().equals("true") || context.getText().equals("True");
    return new Expr.Truth(builder.span(context), value);
  }

  @Override
  public Expr visitNone(OrreryParser.NoneContext context) {
    return new Expr.None(builder.span(context));
  }

  @Override
  public Expr visitRef(OrreryParser.RefContext context) {
    return new Expr.Name(builder.span(context), context.getText());
  }

  @Override
  public Expr visitSelectCompare(OrreryParser.SelectCompareContext context) {
    Expr keys = expr(context.expr(0));
    Expr queries = expr(context.expr(1));
    Comparison comparison = Objects.requireNonNull(COMPARISONS.get(context.comparison().getText()));
    return new Expr.SelectCompare(builder.span(context), keys, queries, comparison);
  }

  @Override
  public Expr visitSelectWhere(OrreryParser.SelectWhereContext context) {
    Identifier query = builder.identifier(context.name(0));
    Identifier key = builder.identifier(context.name(1));
    return new Expr.SelectWhere(builder.span(context), query, key, expr(context.expr()));
  }

  @Override
  public Expr visitCase(OrreryParser.CaseContext context) {
    List<Expr.CaseArm> arms = context.caseArm().stream().map(this::arm).toList();
    return new Expr.Case(builder.span(context), arms, expr(context.expr()));
  }

  private Expr.CaseArm arm(OrreryParser.CaseArmContext context) {
    return new Expr.CaseArm(builder.span(context), expr(context.expr(0)), expr(context.expr(1)));
  }

  @Override
  public Expr visitMatch(OrreryParser.MatchContext context) {
    Expr subject = expr(context.expr(0));
    List<Expr.MatchArm> arms = context.matchArm().stream().map(this::arm).toList();
    return new Expr.Match(builder.span(context), subject, arms, optional(context.expr(1)));
  }

  private Expr.MatchArm arm(OrreryParser.MatchArmContext context) {
    return new Expr.MatchArm(builder.span(context), exprs(context.exprs()), expr(context.expr()));
  }

  @Override
  public Expr visitLambda(OrreryParser.LambdaContext context) {
    List<Identifier> parameters = builder.identifiers(context.name());
    return new Expr.Lambda(builder.span(context), parameters, expr(context.expr()));
  }

  @Override
  public Expr visitParen(OrreryParser.ParenContext context) {
    return new Expr.Paren(builder.span(context), expr(context.expr()));
  }

  @Override
  public Expr visitList(OrreryParser.ListContext context) {
    Span span = builder.span(context);
    if (context.generator() != null) {
      return new Expr.ListComprehension(
          span, expr(context.expr(0)), generator(context.generator()));
    }
    return new Expr.ListLiteral(span, exprs(context.expr()));
  }

  @Override
  public Expr visitDict(OrreryParser.DictContext context) {
    Span span = builder.span(context);
    if (context.generator() != null) {
      return new Expr.DictComprehension(
          span, entry(context.entry(0)), generator(context.generator()));
    }
    return new Expr.DictLiteral(span, context.entry().stream().map(this::entry).toList());
  }

  private Expr.Entry entry(OrreryParser.EntryContext context) {
    return new Expr.Entry(builder.span(context), expr(context.expr(0)), expr(context.expr(1)));
  }

  private Expr.Generator generator(OrreryParser.GeneratorContext context) {
    return new Expr.Generator(
        builder.span(context),
        builder.identifiers(context.name()),
        expr(context.expr(0)),
        optional(context.expr(1)));
  }
}

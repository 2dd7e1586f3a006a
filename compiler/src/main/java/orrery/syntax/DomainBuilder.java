package orrery.syntax;

import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.tree.ParseTree;
import org.jspecify.annotations.Nullable;
import orrery.diagnostic.Span;
import orrery.grammar.OrreryParser;

/** From the parser's domains, types and shapes to {@link DomainExpr} and its neighbours. */
final class DomainBuilder {
  private final Builder builder;

  DomainBuilder(Builder builder) {
    this.builder = builder;
  }

  DomainExpr domain(OrreryParser.DomainContext context) {
    List<DomainExpr> parts = context.domainPart().stream().map(this::part).toList();
    return parts.size() == 1 ? parts.get(0) : new DomainExpr.Union(builder.span(context), parts);
  }

  private DomainExpr part(OrreryParser.DomainPartContext context) {
    Span span = builder.span(context);
    if (context.expr() != null) {
      return new DomainExpr.Of(span, builder.exprs().expr(context.expr()));
    }
    return switch (context.getStart().getText()) {
      case "bool" -> new DomainExpr.Booleans(span);
      case "none" -> new DomainExpr.Undefined(span);
      default -> new DomainExpr.Listed(span, builder.exprs().exprs(context.exprs()));
    };
  }

  Optional<TypeExpr> optionalType(OrreryParser.@Nullable TypeExprContext context) {
    return Optional.ofNullable(context).map(this::type);
  }

  private TypeExpr type(OrreryParser.TypeExprContext context) {
    Span span = builder.span(context);
    if (context.domain() != null) {
      DomainExpr domain = domain(context.domain());
      return new TypeExpr.Of(span, domain, domain.span().end() < span.end());
    }
    if (context.getStart().getText().equals("sel")) {
      return new TypeExpr.Selector(span);
    }
    ExprBuilder exprs = builder.exprs();
    return new TypeExpr.Numeric(
        span, exprs.optional(context.expr(0)), exprs.optional(context.expr(1)));
  }

  ShapeExpr shape(OrreryParser.ShapeContext context) {
    List<ShapeExpr> alternatives = context.shapeSequence().stream().map(this::sequence).toList();
    return alternatives.size() == 1
        ? alternatives.get(0)
        : new ShapeExpr.Choice(builder.span(context), alternatives);
  }

  private ShapeExpr sequence(OrreryParser.ShapeSequenceContext context) {
    List<ShapeExpr> items = context.shapeItem().stream().map(this::item).toList();
    return items.size() == 1 ? items.get(0) : new ShapeExpr.Sequence(builder.span(context), items);
  }

  private ShapeExpr item(OrreryParser.ShapeItemContext context) {
    ShapeExpr inner = atom(context.shapeAtom());
    Span span = builder.span(context);
    if (context.getChildCount() == 1) {
      return inner;
    }
    ParseTree mark = context.getChild(1);
    return switch (mark.getText()) {
      case "*" -> new ShapeExpr.Repeat(span, inner, ShapeExpr.Quantifier.ANY);
      case "+" -> new ShapeExpr.Repeat(span, inner, ShapeExpr.Quantifier.SOME);
      case "?" -> new ShapeExpr.Repeat(span, inner, ShapeExpr.Quantifier.OPTIONAL);
      default -> new ShapeExpr.Times(span, inner, builder.exprs().expr(context.expr()));
    };
  }

  private ShapeExpr atom(OrreryParser.ShapeAtomContext context) {
    Span span = builder.span(context);
    if (context.STRING() != null) {
      return new ShapeExpr.Token(span, builder.exprs().text(context.STRING().getSymbol()));
    }
    if (context.INT() != null) {
      return new ShapeExpr.Token(span, builder.exprs().number(context.INT().getSymbol()));
    }
    if (context.path() != null) {
      return new ShapeExpr.Reference(span, builder.path(context.path()));
    }
    if (context.shape() != null) {
      return new ShapeExpr.Group(span, shape(context.shape()));
    }
    return new ShapeExpr.Listed(span, builder.exprs().exprs(context.exprs()));
  }
}

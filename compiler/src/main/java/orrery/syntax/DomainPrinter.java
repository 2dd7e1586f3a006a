package orrery.syntax;

import static java.util.stream.Collectors.joining;

import java.util.Optional;

/** Writes domains, types and shapes as tokens with blanks between them. */
final class DomainPrinter
    implements DomainExpr.Cases<String>, TypeExpr.Cases<String>, ShapeExpr.Cases<String> {
  private final ExprPrinter exprs;

  DomainPrinter(ExprPrinter exprs) {
    this.exprs = exprs;
  }

  String domain(DomainExpr e) {
    return e.match((DomainExpr.Cases<String>) this);
  }

  /** A declared type after its colon; nothing when none is declared. */
  String declared(Optional<TypeExpr> type) {
    return type.map(t -> " : " + type(t)).orElse("");
  }

  String type(TypeExpr e) {
    return e.match((TypeExpr.Cases<String>) this);
  }

  String shape(ShapeExpr e) {
    return e.match((ShapeExpr.Cases<String>) this);
  }

  @Override
  public String union(DomainExpr.Union e) {
    return e.parts().stream().map(this::domain).collect(joining(" | "));
  }

  @Override
  public String listed(DomainExpr.Listed e) {
    return "{ " + exprs.list(e.elements()) + " }";
  }

  @Override
  public String booleans(DomainExpr.Booleans e) {
    return "bool";
  }

  @Override
  public String undefined(DomainExpr.Undefined e) {
    return "none";
  }

  @Override
  public String of(DomainExpr.Of e) {
    return exprs.print(e.values());
  }

  @Override
  public String of(TypeExpr.Of e) {
    return domain(e.domain()) + (e.maybe() ? " ?" : "");
  }

  @Override
  public String selector(TypeExpr.Selector e) {
    return "sel";
  }

  @Override
  public String numeric(TypeExpr.Numeric e) {
    String from = e.from().map(exprs::print).orElse("");
    return e.to().map(to -> "num ( " + from + " , " + exprs.print(to) + " )").orElse("num");
  }

  @Override
  public String choice(ShapeExpr.Choice e) {
    return e.alternatives().stream().map(this::shape).collect(joining(" | "));
  }

  @Override
  public String sequence(ShapeExpr.Sequence e) {
    return e.items().stream().map(this::shape).collect(joining(" "));
  }

  @Override
  public String token(ShapeExpr.Token e) {
    return exprs.print(e.value());
  }

  @Override
  public String reference(ShapeExpr.Reference e) {
    return e.type().toString();
  }

  @Override
  public String listed(ShapeExpr.Listed e) {
    return "{ " + exprs.list(e.elements()) + " }";
  }

  @Override
  public String group(ShapeExpr.Group e) {
    return "( " + shape(e.inner()) + " )";
  }

  @Override
  public String times(ShapeExpr.Times e) {
    return shape(e.inner()) + " { " + exprs.print(e.count()) + " }";
  }

  @Override
  public String repeat(ShapeExpr.Repeat e) {
    return shape(e.inner()) + " " + e.quantifier().symbol();
  }
}

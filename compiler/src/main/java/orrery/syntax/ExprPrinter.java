package orrery.syntax;

import static java.util.stream.Collectors.joining;

import java.util.List;

/**
 * Writes expressions as tokens with blanks between them; {@link Formatter} makes them pretty. Sets
 * brackets where the reader would need them to get the same expression back.
 */
final class ExprPrinter implements Expr.Cases<String> {

  String print(Expr e) {
    return e.match(this);
  }

  String list(List<Expr> exprs) {
    return exprs.stream().map(this::print).collect(joining(" , "));
  }

  String arguments(List<Argument> arguments) {
    return arguments.stream()
        .map(a -> a.name().map(name -> name + " = ").orElse("") + print(a.value()))
        .collect(joining(" , "));
  }

  static String names(List<Identifier> names) {
    return names.stream().map(Identifier::text).collect(joining(" , "));
  }

  /** An operand, in brackets when it holds together less tightly than it must. */
  private String operand(Expr e, Precedence loosest) {
    return precedence(e).compareTo(loosest) < 0 ? "( " + print(e) + " )" : print(e);
  }

  private static Precedence precedence(Expr e) {
    if (e instanceof Expr.Binary binary) {
      return binary.operator().precedence();
    }
    if (e instanceof Expr.Unary unary) {
      return unary.operator() == UnaryOperator.NOT ? Precedence.NOT : Precedence.SIGN;
    }
    boolean open = e instanceof Expr.Conditional || e instanceof Expr.Lambda;
    return open ? Precedence.OPEN : Precedence.CLOSED;
  }

  @Override
  public String name(Expr.Name e) {
    return e.id();
  }

  @Override
  public String literal(Expr.Literal e) {
    return Literals.written(e.value());
  }

  @Override
  public String text(Expr.Text e) {
    return Literals.quoted(e.value());
  }

  @Override
  public String truth(Expr.Truth e) {
    return e.value() ? "true" : "false";
  }

  @Override
  public String none(Expr.None e) {
    return "none";
  }

  @Override
  public String call(Expr.Call e) {
    return operand(e.function(), Precedence.CLOSED) + " ( " + arguments(e.arguments()) + " )";
  }

  @Override
  public String index(Expr.Index e) {
    return operand(e.operand(), Precedence.CLOSED) + " [ " + print(e.position()) + " ]";
  }

  @Override
  public String member(Expr.Member e) {
    return operand(e.operand(), Precedence.CLOSED) + " . " + e.name();
  }

  @Override
  public String unary(Expr.Unary e) {
    boolean bare = e.operand() instanceof Expr.Unary inner && !binds(e, inner);
    Precedence loosest = bare ? Precedence.OPEN : Precedence.CLOSED;
    return e.operator().symbol() + " " + operand(e.operand(), loosest);
  }

  /** Whether {@code not} stands directly after a sign, which needs brackets. */
  private static boolean binds(Expr.Unary outer, Expr.Unary inner) {
    return outer.operator() != UnaryOperator.NOT && inner.operator() == UnaryOperator.NOT;
  }

  @Override
  public String binary(Expr.Binary e) {
    String right =
        e.operator() == BinaryOperator.POWER && precedence(e.right()) == Precedence.SIGN
            ? print(e.right())
            : operand(e.right(), loosestRight(e));
    return operand(e.left(), loosestLeft(e)) + " " + e.operator().symbol() + " " + right;
  }

  private static Precedence loosestLeft(Expr.Binary e) {
    Precedence own = e.operator().precedence();
    boolean ambiguous =
        e.left() instanceof Expr.Binary left
            && left.operator() == BinaryOperator.MODULO
            && e.operator() != BinaryOperator.MODULO;
    return switch (own) {
      case POWER -> Precedence.CLOSED;
      case COMPARISON, MEMBERSHIP -> Precedence.COALESCE;
      case PRODUCT -> ambiguous ? Precedence.SIGN : own;
      case AND, OR -> logicOperand(e, e.left(), own);
      default -> own;
    };
  }

  private static Precedence loosestRight(Expr.Binary e) {
    Precedence own = e.operator().precedence();
    return switch (own) {
      case POWER -> Precedence.CLOSED;
      case COMPARISON, MEMBERSHIP -> Precedence.COALESCE;
      case AND, OR -> logicOperand(e, e.right(), Precedence.NOT);
      default -> Precedence.values()[own.ordinal() + 1];
    };
  }

  /** Beside {@code and} or {@code or}, the other of the two and {@code in} need brackets. */
  private static Precedence logicOperand(Expr.Binary e, Expr operand, Precedence loosest) {
    Precedence inner = precedence(operand);
    boolean other = inner == Precedence.AND && e.operator() == BinaryOperator.OR;
    return other || inner == Precedence.MEMBERSHIP ? Precedence.CLOSED : loosest;
  }

  @Override
  public String conditional(Expr.Conditional e) {
    return branch(e.then())
        + " if "
        + operand(e.condition(), Precedence.OR)
        + " else "
        + (e.otherwise() instanceof Expr.Lambda ? print(e.otherwise()) : branch(e.otherwise()));
  }

  private String branch(Expr e) {
    boolean in = precedence(e) == Precedence.MEMBERSHIP;
    return operand(e, in ? Precedence.CLOSED : Precedence.OR);
  }

  @Override
  public String selectCompare(Expr.SelectCompare e) {
    return "select ( "
        + print(e.keys())
        + " , "
        + print(e.queries())
        + " , "
        + e.comparison().symbol()
        + " )";
  }

  @Override
  public String selectWhere(Expr.SelectWhere e) {
    return "select ( " + e.query() + " , " + e.key() + " : " + print(e.predicate()) + " )";
  }

  @Override
  public String cases(Expr.Case e) {
    String arms =
        e.arms().stream()
            .map(arm -> print(arm.condition()) + " : " + print(arm.value()) + " ; ")
            .collect(joining());
    return "case { " + arms + "else : " + print(e.otherwise()) + " }";
  }

  @Override
  public String matching(Expr.Match e) {
    String arms =
        e.arms().stream()
            .map(arm -> list(arm.patterns()) + " : " + print(arm.value()) + " ; ")
            .collect(joining());
    String otherwise = e.otherwise().map(value -> "else : " + print(value)).orElse("");
    return "match " + print(e.subject()) + " { " + arms + otherwise + " }";
  }

  @Override
  public String lambda(Expr.Lambda e) {
    return "fn ( " + names(e.parameters()) + " ) => " + print(e.body());
  }

  @Override
  public String paren(Expr.Paren e) {
    return "( " + print(e.inner()) + " )";
  }

  @Override
  public String list(Expr.ListLiteral e) {
    return "[ " + list(e.elements()) + " ]";
  }

  @Override
  public String listComprehension(Expr.ListComprehension e) {
    return "[ " + print(e.element()) + generator(e.generator()) + " ]";
  }

  @Override
  public String dict(Expr.DictLiteral e) {
    return "{ " + e.entries().stream().map(this::entry).collect(joining(" , ")) + " }";
  }

  @Override
  public String dictComprehension(Expr.DictComprehension e) {
    return "{ " + entry(e.entry()) + generator(e.generator()) + " }";
  }

  private String entry(Expr.Entry e) {
    return print(e.key()) + " : " + print(e.value());
  }

  private String generator(Expr.Generator e) {
    String condition = e.condition().map(c -> " if " + print(c)).orElse("");
    return " for " + names(e.variables()) + " in " + print(e.source()) + condition;
  }
}

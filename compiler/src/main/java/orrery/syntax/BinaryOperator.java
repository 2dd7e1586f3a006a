package orrery.syntax;

/** An operator between its operands, from tight to loose. */
public enum BinaryOperator {
  /** {@code a ^ b}, the power. */
  POWER("^", Precedence.POWER),
  /** {@code a * b}. */
  MULTIPLY("*", Precedence.PRODUCT),
  /** {@code a / b}, exact. */
  DIVIDE("/", Precedence.PRODUCT),
  /** {@code a // b}, rounded down. */
  FLOOR_DIVIDE("//", Precedence.PRODUCT),
  /** {@code a % b}, with the sign of the divisor. */
  MODULO("%", Precedence.PRODUCT),
  /** {@code a + b}, of numbers or of texts. */
  ADD("+", Precedence.SUM),
  /** {@code a - b}. */
  SUBTRACT("-", Precedence.SUM),
  /** {@code a .. b}, both ends included. */
  RANGE("..", Precedence.RANGE),
  /** {@code a ?? b}: b where a is undefined. */
  COALESCE("??", Precedence.COALESCE),
  /** {@code a == b}. */
  EQUAL("==", Precedence.COMPARISON),
  /** {@code a != b}. */
  NOT_EQUAL("!=", Precedence.COMPARISON),
  /** {@code a < b}. */
  LESS("<", Precedence.COMPARISON),
  /** {@code a <= b}. */
  LESS_OR_EQUAL("<=", Precedence.COMPARISON),
  /** {@code a > b}. */
  GREATER(">", Precedence.COMPARISON),
  /** {@code a >= b}. */
  GREATER_OR_EQUAL(">=", Precedence.COMPARISON),
  /** {@code a in b}. */
  IN("in", Precedence.MEMBERSHIP),
  /** {@code a not in b}. */
  NOT_IN("not in", Precedence.MEMBERSHIP),
  /** {@code a and b}. */
  AND("and", Precedence.AND),
  /** {@code a or b}. */
  OR("or", Precedence.OR);

  private final String symbol;
  private final Precedence precedence;

  BinaryOperator(String symbol, Precedence precedence) {
    this.symbol = symbol;
    this.precedence = precedence;
  }

  /** How it is written. */
  public String symbol() {
    return symbol;
  }

  /** How tightly it binds. */
  Precedence precedence() {
    return precedence;
  }
}

package orrery.syntax;

/** An operator before its operand. */
public enum UnaryOperator {
  /** {@code -x}. */
  NEGATE("-"),
  /** {@code +x}. */
  PLUS("+"),
  /** {@code not x}. */
  NOT("not");

  private final String symbol;

  UnaryOperator(String symbol) {
    this.symbol = symbol;
  }

  /** How it is written. */
  public String symbol() {
    return symbol;
  }
}

package orrery.syntax;

/** How tightly a form of expression holds together, from loose to tight: the grammar's order. */
enum Precedence {
  /** {@code a if c else b}, {@code fn (x) => e}. */
  OPEN,
  /** {@code or}. */
  OR,
  /** {@code and}. */
  AND,
  /** {@code not}. */
  NOT,
  /** {@code in}, {@code not in}. */
  MEMBERSHIP,
  /** Comparisons. */
  COMPARISON,
  /** {@code ??}. */
  COALESCE,
  /** {@code ..}. */
  RANGE,
  /** {@code + -}. */
  SUM,
  /** {@code * / // %}. */
  PRODUCT,
  /** A sign. */
  SIGN,
  /** {@code ^}. */
  POWER,
  /** Calls, indices, members and whatever has brackets of its own. */
  CLOSED
}

package orrery.types;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The operators between two values at one position.
 *
 * <p>{@code and} and {@code or} are three-valued and symmetric (Kleene): an operand that cannot
 * matter may be {@code none} and may even fail. {@code ??} gives its right operand where the left
 * is {@code none}. All others are contagious: {@code none} in, {@code none} out; a failure in, the
 * first failure out. Rationals are exact; a real appears only where an operand is one already, or
 * where a root has no exact value.
 */
public enum Operator {
  /**
   * {@code a ^ b}. An integer exponent is exact; a fractional one is exact where the root is, else
   * real. {@code 0 ^ 0} is 1.
   */
  POWER("^", strict(Power::of)),
  /** {@code a * b}; a text times an integer repeats it, 0 times for a negative integer. */
  MULTIPLY("*", strict(Arithmetic::multiply)),
  /** {@code a / b}, exact. */
  DIVIDE("/", strict(Arithmetic::divide)),
  /** {@code a // b}, the quotient rounded down. */
  FLOOR_DIVIDE("//", strict(Arithmetic::floorDivide)),
  /** {@code a % b}, with the sign of the divisor: {@code a - b * (a // b)}. */
  MODULO("%", strict(Arithmetic::modulo)),
  /** {@code a + b}, of two numbers or two texts. */
  ADD("+", strict(Arithmetic::add)),
  /** {@code a - b}. */
  SUBTRACT("-", strict(Arithmetic::subtract)),
  /** {@code a ?? b}: b where a is undefined. */
  COALESCE("??", (a, b) -> a.equals(Value.NONE) ? b : a),
  /** {@code a == b}; values of different kinds are not equal. */
  EQUAL("==", strict(Ordering::equal)),
  /** {@code a != b}. */
  NOT_EQUAL("!=", strict((a, b) -> Logic.not(Ordering.equal(a, b)))),
  /** {@code a < b}, of two numbers or two texts; texts are ordered by code points. */
  LESS("<", strict((a, b) -> Ordering.compare(a, b, c -> c < 0))),
  /** {@code a <= b}. */
  LESS_OR_EQUAL("<=", strict((a, b) -> Ordering.compare(a, b, c -> c <= 0))),
  /** {@code a > b}. */
  GREATER(">", strict((a, b) -> Ordering.compare(a, b, c -> c > 0))),
  /** {@code a >= b}. */
  GREATER_OR_EQUAL(">=", strict((a, b) -> Ordering.compare(a, b, c -> c >= 0))),
  /** {@code a and b}. */
  AND("and", (a, b) -> Logic.junction("and", a, b, /* decisive= */ false)),
  /** {@code a or b}. */
  OR("or", (a, b) -> Logic.junction("or", a, b, /* decisive= */ true));

  private final String symbol;
  private final Rule rule;

  Operator(String symbol, Rule rule) {
    this.symbol = symbol;
    this.rule = rule;
  }

  private interface Rule {
    Outcome apply(Outcome a, Outcome b);
  }

  private interface Defined {
    Outcome apply(Value a, Value b);
  }

  private static Rule strict(Defined rule) {
    return (left, right) -> {
      if (!(left instanceof Value a)) return left;
      if (!(right instanceof Value b)) return right;
      return a.isNone() || b.isNone() ? Value.NONE : rule.apply(a, b);
    };
  }

  /** How it is written. */
  public String symbol() {
    return symbol;
  }

  /** The operator that is written so. */
  public static Optional<Operator> of(String symbol) {
    return Arrays.stream(values()).filter(o -> o.symbol.equals(symbol)).findFirst();
  }

  /** The result of {@code left operator right}. */
  public Outcome apply(Outcome left, Outcome right) {
    return rule.apply(left, right);
  }

  /** {@code -a}. */
  public static Outcome negate(Outcome operand) {
    if (!(operand instanceof Value a) || a.isNone()) return operand;
    return a.isNumber() ? Arithmetic.negate(a) : Failure.kind("`-` needs a number", List.of(a));
  }

  /** {@code +a}. */
  public static Outcome plus(Outcome operand) {
    if (!(operand instanceof Value a) || a.isNone() || a.isNumber()) return operand;
    return Failure.kind("`+` needs a number", List.of(a));
  }

  /** {@code not a}; {@code none} for {@code none}. */
  public static Outcome not(Outcome operand) {
    return Logic.not(operand);
  }

  /**
   * {@code a in list}: whether a equals one of them, by {@link #EQUAL} and {@link #OR}; {@code
   * none} for {@code none}.
   */
  public static Outcome in(Outcome operand, List<Value> list) {
    if (!(operand instanceof Value a) || a.isNone()) return operand;
    Outcome found = Value.FALSE;
    for (Value v : list) {
      found = OR.apply(found, EQUAL.apply(a, v));
    }
    return found;
  }

  /** Whether the operand is not {@code none}. */
  public static Outcome defined(Outcome operand) {
    return operand instanceof Value a ? Value.of(!a.isNone()) : operand;
  }
}

package orrery.types;

import java.math.BigInteger;
import org.apache.commons.numbers.fraction.BigFraction;

/**
 * From numbers to integers. A real that is too near the point where the result changes is a
 * failure, because its last digits are not known.
 */
final class Rounding {
  private static final BigFraction HALF = BigFraction.of(1, 2);

  private Rounding() {}

  static Outcome floor(Value x) {
    if (x instanceof Value.Rational r) return of(Arithmetic.floor(r.number()));
    return away(x, x.toDouble(), Math.floor(x.toDouble()));
  }

  static Outcome ceil(Value x) {
    if (x instanceof Value.Rational r) return of(Arithmetic.floor(r.number().negate()).negate());
    return away(x, x.toDouble(), Math.ceil(x.toDouble()));
  }

  /** Towards zero. */
  static Outcome truncate(Value x) {
    return x.toDouble() < 0 ? ceil(x) : floor(x);
  }

  /** To the nearest integer, a half to the even one, as Python does. */
  static Outcome round(Value x) {
    if (x instanceof Value.Rational r) return of(nearest(r.number()));
    return away(x, x.toDouble() + 0.5, Math.rint(x.toDouble()));
  }

  private static BigInteger nearest(BigFraction f) {
    BigInteger floor = Arithmetic.floor(f);
    int side = Value.compare(f.subtract(floor), HALF);
    boolean up = side > 0 || (side == 0 && floor.testBit(0));
    return up ? floor.add(BigInteger.ONE) : floor;
  }

  /** {@code result}, unless {@code x}, the value minus its point of change, is near an integer. */
  private static Outcome away(Value operand, double x, double result) {
    return Limits.close(x, Math.rint(x))
        ? Failure.of(Failure.IRRATIONAL, "too close to tell how it is rounded: " + operand, operand)
        : of(new java.math.BigDecimal(result).toBigInteger());
  }

  private static Value of(BigInteger n) {
    return Value.of(BigFraction.of(n));
  }
}

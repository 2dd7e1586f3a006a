package orrery.types;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.apache.commons.numbers.fraction.BigFraction;

/** Powers and roots, exact wherever the result is rational. */
final class Power {
  private Power() {}

  static Outcome of(Value base, Value exponent) {
    if (!base.isNumber() || !exponent.isNumber()) {
      return Failure.kind("`^` needs two numbers", List.of(base, exponent));
    }
    double b = base.toDouble();
    if (b == 0 && exponent.toDouble() < 0) {
      return Failure.of(Failure.ZERO, "this divides by zero", base, exponent);
    }
    if (base instanceof Value.Rational x && exponent instanceof Value.Rational e) {
      if (e.isInteger()) return integer(x, e);
      if (b < 0) return negative(base, exponent);
      Optional<BigFraction> root = root(x.number(), e.number().getDenominator());
      if (root.isPresent()) {
        BigFraction times = BigFraction.of(e.number().getNumerator());
        return integer(new Value.Rational(root.get()), new Value.Rational(times));
      }
    }
    boolean whole = exponent instanceof Value.Rational e && e.isInteger();
    if (b < 0 && !whole) return negative(base, exponent);
    return Limits.number(StrictMath.pow(b, exponent.toDouble()), base, exponent);
  }

  private static Failure negative(Value base, Value exponent) {
    return Failure.of(
        Failure.UNDEFINED, "a negative number has no fractional power", base, exponent);
  }

  private static Outcome integer(Value.Rational base, Value.Rational exponent) {
    BigFraction b = base.number();
    BigInteger n = exponent.number().getNumerator();
    if (n.signum() == 0) return Value.of(1);
    if (b.signum() == 0) return base;
    if (b.abs().equals(BigFraction.ONE)) {
      return n.testBit(0) ? base : Value.of(1);
    }
    int bits = Math.max(b.getNumerator().abs().bitLength(), b.getDenominator().abs().bitLength());
    BigInteger least = n.abs().multiply(BigInteger.valueOf(bits - 1L)); // bits of the result
    if (least.compareTo(BigInteger.valueOf(Limits.BITS)) > 0) {
      return Limits.tooLarge(base, exponent);
    }
    return Limits.number(b.pow(n.intValueExact()), base, exponent);
  }

  /** The exact root of a number that is at least 0, where it is rational. */
  static Optional<BigFraction> root(BigFraction x, BigInteger degree) {
    Optional<BigInteger> numerator = root(x.getNumerator().abs(), degree);
    Optional<BigInteger> denominator = root(x.getDenominator().abs(), degree);
    return numerator.isPresent() && denominator.isPresent()
        ? Optional.of(BigFraction.of(numerator.get(), denominator.get()))
        : Optional.empty();
  }

  /** The exact root of an integer that is at least 0, by bisection. */
  private static Optional<BigInteger> root(BigInteger x, BigInteger degree) {
    if (x.compareTo(BigInteger.ONE) <= 0) return Optional.of(x);
    if (degree.compareTo(BigInteger.valueOf(x.bitLength())) >= 0) return Optional.empty();
    int d = degree.intValueExact();
    BigInteger low = BigInteger.ONE;
    BigInteger high = BigInteger.ONE.shiftLeft(x.bitLength() / d + 1);
    while (low.compareTo(high) < 0) {
      BigInteger middle = low.add(high).shiftRight(1);
      if (middle.pow(d).compareTo(x) < 0) low = middle.add(BigInteger.ONE);
      else high = middle;
    }
    return low.pow(d).equals(x) ? Optional.of(low) : Optional.empty();
  }
}

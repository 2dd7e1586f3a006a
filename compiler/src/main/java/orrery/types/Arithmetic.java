package orrery.types;

import java.math.BigInteger;
import java.util.List;
import org.apache.commons.numbers.fraction.BigFraction;

/** Sums, products and quotients of defined values; rationals are exact. */
final class Arithmetic {
  private Arithmetic() {}

  private interface Exact {
    BigFraction apply(BigFraction a, BigFraction b);
  }

  private interface Rounded {
    double apply(double a, double b);
  }

  static Outcome add(Value a, Value b) {
    if (a instanceof Value.Text x && b instanceof Value.Text y) {
      return Limits.text(x.text() + y.text(), a, b);
    }
    if (!a.isNumber() || !b.isNumber()) {
      return Failure.kind("`+` needs two numbers, or two texts", List.of(a, b));
    }
    return numbers("+", a, b, BigFraction::add, Double::sum);
  }

  static Outcome subtract(Value a, Value b) {
    return numbers("-", a, b, BigFraction::subtract, (x, y) -> x - y);
  }

  static Outcome multiply(Value a, Value b) {
    if (a instanceof Value.Text t && b instanceof Value.Rational n) return repeat(t, n);
    if (a instanceof Value.Rational n && b instanceof Value.Text t) return repeat(t, n);
    if (!a.isNumber() || !b.isNumber()) {
      return Failure.kind("`*` needs two numbers, or a text and an integer", List.of(a, b));
    }
    return numbers("*", a, b, BigFraction::multiply, (x, y) -> x * y);
  }

  private static Outcome repeat(Value.Text text, Value.Rational times) {
    if (!times.isInteger()) {
      return Failure.kind("a text is repeated a whole number of times", List.of(text, times));
    }
    if (times.number().signum() <= 0 || text.text().isEmpty()) return Value.of("");
    int most = Limits.CHARACTERS / text.text().length();
    if (Value.compare(times.number(), BigFraction.of(most)) > 0) return Limits.tooLong(text, times);
    return Value.of(text.text().repeat(times.number().intValue()));
  }

  static Outcome divide(Value a, Value b) {
    return isZero(b) ? byZero("/", a, b) : numbers("/", a, b, BigFraction::divide, (x, y) -> x / y);
  }

  static Outcome floorDivide(Value a, Value b) {
    if (isZero(b)) return byZero("//", a, b);
    Outcome quotient = numbers("//", a, b, BigFraction::divide, (x, y) -> x / y);
    return quotient instanceof Value q ? Rounding.floor(q) : quotient;
  }

  static Outcome modulo(Value a, Value b) {
    if (isZero(b)) return byZero("%", a, b);
    if (!a.isNumber() || !b.isNumber()) return needsNumbers("%", a, b);
    Outcome floor = floorDivide(a, b);
    Outcome whole = floor instanceof Value q ? multiply(b, q) : floor;
    return whole instanceof Value w ? subtract(a, w) : whole;
  }

  static Outcome negate(Value a) {
    return a instanceof Value.Rational r
        ? Value.of(r.number().negate())
        : new Value.Real(-a.toDouble());
  }

  private static boolean isZero(Value v) {
    return v.isNumber() && v.toDouble() == 0;
  }

  private static Failure byZero(String symbol, Value a, Value b) {
    return a.isNumber()
        ? Failure.of(Failure.ZERO, "this divides by zero", a, b)
        : needsNumbers(symbol, a, b);
  }

  private static Failure needsNumbers(String symbol, Value a, Value b) {
    return Failure.kind("`" + symbol + "` needs two numbers", List.of(a, b));
  }

  private static Outcome numbers(String symbol, Value a, Value b, Exact exact, Rounded rounded) {
    if (a instanceof Value.Rational x && b instanceof Value.Rational y) {
      return Limits.number(exact.apply(x.number(), y.number()), a, b);
    }
    if (!a.isNumber() || !b.isNumber()) return needsNumbers(symbol, a, b);
    return Limits.number(rounded.apply(a.toDouble(), b.toDouble()), a, b);
  }

  /** The largest integer that is at most {@code f}. */
  static BigInteger floor(BigFraction f) {
    BigInteger[] parts = f.getNumerator().divideAndRemainder(f.getDenominator());
    boolean down = parts[1].signum() * f.getDenominator().signum() < 0;
    return down ? parts[0].subtract(BigInteger.ONE) : parts[0];
  }
}

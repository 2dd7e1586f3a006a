package orrery.types;

import static orrery.types.Functions.of;
import static orrery.types.Functions.parameter;

import java.math.BigInteger;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.numbers.fraction.BigFraction;
import orrery.types.Function.Kind;
import orrery.types.Function.Signature;

/** The functions from numbers to numbers that stay exact. */
final class NumberFunctions {
  private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]{1,300}");
  private static final int MOST_DIGITS = 100;
  private static final int LARGEST_FACTORIAL = 160;
  private static final int PRIME_CERTAINTY = 100; // wrong with probability below 2^-100

  private NumberFunctions() {}

  static List<Function> all() {
    return List.of(
        of("abs", Kind.NUMBER, "x without its sign", NumberFunctions::abs),
        of("sign", Kind.NUMBER, "-1, 0 or 1, as x is below, at or above 0", NumberFunctions::sign),
        of(
            "round",
            List.of(parameter("x", Kind.NUMBER), parameter("digits", Kind.INTEGER)),
            1,
            "x to the nearest integer, or to so many decimal digits; a half to the even one",
            NumberFunctions::round),
        of("floor", Kind.NUMBER, "the largest integer at most x", Rounding::floor),
        of("ceil", Kind.NUMBER, "the smallest integer at least x", Rounding::ceil),
        of(
            "int",
            Kind.ANY,
            "x without its fraction; a text of digits as a number",
            NumberFunctions::integer),
        of(
            "gcd",
            List.of(parameter("a", Kind.INTEGER), parameter("b", Kind.INTEGER)),
            2,
            "the largest integer that divides both",
            a -> Value.of(BigFraction.of(whole(a.get(0)).gcd(whole(a.get(1)))))),
        of("is_prime", Kind.INTEGER, "whether x is a prime number", NumberFunctions::isPrime),
        of("factorial", Kind.INTEGER, "1 * 2 * ... * x", NumberFunctions::factorial),
        of(
            "indicator",
            Kind.TRUTH,
            "1 for true, 0 for false",
            b -> Value.of(b.equals(Value.TRUE) ? 1 : 0)),
        extreme("min", "the smallest of the values", Operator.LESS),
        extreme("max", "the largest of the values", Operator.GREATER));
  }

  private static Function extreme(String name, String doc, Operator better) {
    Signature values =
        new Signature(
            List.of(parameter("x", Kind.ANY), parameter("more", Kind.ANY)), 1, Integer.MAX_VALUE);
    return new Function(name, values, doc, all -> extreme(all, better));
  }

  /** The first of the best values; two reals that cannot be told apart are a failure. */
  private static Outcome extreme(List<Value> values, Operator better) {
    Value best = values.get(0);
    for (Value v : values.subList(1, values.size())) {
      if (v.equals(best) && !(v instanceof Value.Truth)) continue;
      Outcome replaces = better.apply(v, best);
      if (replaces instanceof Failure) return replaces;
      if (replaces.equals(Value.TRUE)) best = v;
    }
    return best;
  }

  private static BigInteger whole(Value v) {
    if (v instanceof Value.Rational r && r.isInteger()) return r.number().getNumerator();
    throw new IllegalArgumentException(v + " is not an integer");
  }

  private static Outcome abs(Value x) {
    return x.toDouble() < 0 ? Operator.negate(x) : x;
  }

  private static Outcome sign(Value x) {
    if (x instanceof Value.Rational r) return Value.of(r.number().signum());
    Outcome below = Operator.LESS.apply(x, Value.of(0));
    return below instanceof Failure ? below : Value.of(below.equals(Value.TRUE) ? -1 : 1);
  }

  private static Outcome round(List<Value> arguments) {
    Value x = arguments.get(0);
    if (arguments.size() == 1) return Rounding.round(x);
    BigInteger digits = whole(arguments.get(1));
    if (digits.abs().compareTo(BigInteger.valueOf(MOST_DIGITS)) > 0) {
      return Failure.of(
          Failure.SIZE, "`round` keeps at most " + MOST_DIGITS + " digits", x, arguments.get(1));
    }
    Value scale = Value.of(BigFraction.of(10).pow(digits.intValueExact()));
    Outcome scaled = Operator.MULTIPLY.apply(x, scale);
    Outcome rounded = scaled instanceof Value s ? Rounding.round(s) : scaled;
    return Operator.DIVIDE.apply(rounded, scale);
  }

  private static Outcome integer(Value x) {
    if (x.isNumber()) return Rounding.truncate(x);
    if (!(x instanceof Value.Text t)) {
      return Failure.kind("`int` needs a number, or a text of digits", List.of(x));
    }
    return INTEGER.matcher(t.text()).matches()
        ? Value.of(BigFraction.of(new BigInteger(t.text())))
        : Failure.of(Failure.UNDEFINED, "`int` reads texts such as \"-12\"; it got " + t, t);
  }

  private static Outcome isPrime(Value x) {
    return Value.of(whole(x).signum() > 0 && whole(x).isProbablePrime(PRIME_CERTAINTY));
  }

  private static Outcome factorial(Value x) {
    if (whole(x).signum() < 0) {
      return Failure.of(Failure.UNDEFINED, "a negative number has no factorial: " + x, x);
    }
    if (whole(x).compareTo(BigInteger.valueOf(LARGEST_FACTORIAL)) > 0) return Limits.tooLarge(x);
    BigInteger product = BigInteger.ONE;
    for (int i = 2; i <= whole(x).intValueExact(); i++) {
      product = product.multiply(BigInteger.valueOf(i));
    }
    return Value.of(BigFraction.of(product));
  }
}

package orrery.types;

import static orrery.types.Functions.of;
import static orrery.types.Functions.parameter;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.numbers.fraction.BigFraction;
import orrery.types.Function.Kind;

/**
 * Roots, logarithms and the trigonometric and hyperbolic functions: exact wherever the result is
 * rational, else a real.
 *
 * <p>By the theorem of Lindemann and Weierstrass, the exponential and the trigonometric functions
 * of a rational are rational at one point only, 0 (or 1 for acos and log); the tables below name
 * it.
 */
final class ElementaryFunctions {
  private static final int MOST_DEGREE = 16;

  private ElementaryFunctions() {}

  static List<Function> all() {
    DoublePredicate unit = x -> -1 <= x && x <= 1;
    return List.of(
        of(
            "sqrt",
            Kind.NUMBER,
            "the number whose square is x; exact where it is rational",
            ElementaryFunctions::sqrt),
        of(
            "log",
            List.of(parameter("x", Kind.NUMBER), parameter("base", Kind.NUMBER)),
            1,
            "the exponent that gives x, to base e unless a base is given",
            ElementaryFunctions::log),
        real("exp", "e to the power of x", StrictMath::exp, new Point(0, 1)),
        real("sin", "the sine of x, an angle in radians", StrictMath::sin, new Point(0, 0)),
        real("cos", "the cosine of x, an angle in radians", StrictMath::cos, new Point(0, 1)),
        real("tan", "the tangent of x, an angle in radians", StrictMath::tan, new Point(0, 0)),
        bounded(
            "asin",
            "the angle whose sine is x, in radians",
            StrictMath::asin,
            new Point(0, 0),
            unit),
        bounded(
            "acos",
            "the angle whose cosine is x, in radians",
            StrictMath::acos,
            new Point(1, 0),
            unit),
        real("atan", "the angle whose tangent is x, in radians", StrictMath::atan, new Point(0, 0)),
        real("sinh", "the hyperbolic sine of x", StrictMath::sinh, new Point(0, 0)),
        real("cosh", "the hyperbolic cosine of x", StrictMath::cosh, new Point(0, 1)),
        real("tanh", "the hyperbolic tangent of x", StrictMath::tanh, new Point(0, 0)));
  }

  /** The one rational at which the result is rational. */
  private record Point(int x, int y) {}

  private static Function real(String name, String doc, DoubleUnaryOperator rule, Point exact) {
    return of(name, Kind.NUMBER, doc, x -> at(x, rule, exact));
  }

  private static Function bounded(
      String name, String doc, DoubleUnaryOperator rule, Point exact, DoublePredicate domain) {
    return of(
        name,
        Kind.NUMBER,
        doc,
        x -> domain.test(x.toDouble()) ? at(x, rule, exact) : outside(name, "-1..1", x));
  }

  private static Outcome at(Value x, DoubleUnaryOperator rule, Point exact) {
    return x.equals(Value.of(exact.x()))
        ? Value.of(exact.y())
        : Limits.number(rule.applyAsDouble(x.toDouble()), x);
  }

  private static Failure outside(String name, String domain, Value x) {
    return Failure.of(
        Failure.UNDEFINED, "`" + name + "` is defined for " + domain + "; it got " + x, x);
  }

  private static Outcome sqrt(Value x) {
    if (x.toDouble() < 0) return outside("sqrt", "numbers from 0 on", x);
    Optional<BigFraction> root =
        x instanceof Value.Rational r ? Power.root(r.number(), BigInteger.TWO) : Optional.empty();
    return root.isPresent()
        ? Value.of(root.get())
        : Limits.number(StrictMath.sqrt(x.toDouble()), x);
  }

  private static Outcome log(List<Value> arguments) {
    Value x = arguments.get(0);
    if (x.toDouble() <= 0) return outside("log", "numbers above 0", x);
    if (arguments.size() == 1) return at(x, StrictMath::log, new Point(1, 0));
    Value base = arguments.get(1);
    if (base.toDouble() <= 0 || base.equals(Value.of(1))) {
      return Failure.of(
          Failure.UNDEFINED,
          "a logarithm has a base above 0 other than 1; it got " + base,
          x,
          base);
    }
    double real = StrictMath.log(x.toDouble()) / StrictMath.log(base.toDouble());
    for (int degree = 1; degree <= MOST_DEGREE; degree++) {
      Value exponent = Value.of(BigFraction.of(Math.round(real * degree), degree));
      if (Power.of(base, exponent).equals(x) && x instanceof Value.Rational) return exponent;
    }
    return Limits.number(real, x, base);
  }
}

package orrery.types;

import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/** Equality and order of defined values, as far as the language has them. */
final class Ordering {
  private Ordering() {}

  static Outcome equal(Value a, Value b) {
    boolean numbers = a.isNumber() && b.isNumber();
    if (numbers && (a instanceof Value.Real || b instanceof Value.Real)) {
      return Failure.of(
          Failure.IRRATIONAL,
          "irrational values are not compared with `==`: " + a + " and " + b,
          a,
          b);
    }
    return Value.of(a.equals(b));
  }

  /** Whether {@code holds} of the sign of the comparison of a and b. */
  static Outcome compare(Value a, Value b, IntPredicate holds) {
    if (a instanceof Value.Rational && b instanceof Value.Rational
        || a instanceof Value.Text && b instanceof Value.Text) {
      return Value.of(holds.test(a.compareTo(b)));
    }
    if (!a.isNumber() || !b.isNumber()) return noOrder(a, b);
    if (Limits.close(a.toDouble(), b.toDouble())) {
      return Failure.of(
          Failure.IRRATIONAL, "too close to tell which is larger: " + a + " and " + b, a, b);
    }
    return Value.of(holds.test(Double.compare(a.toDouble(), b.toDouble())));
  }

  private static Failure noOrder(Value a, Value b) {
    if (a instanceof Value.Truth || b instanceof Value.Truth) {
      return new Failure(
          Failure.ORDER,
          "truth values have no order: " + a + " and " + b,
          List.of(a, b),
          Optional.of("compare indicator(b), which is 0 or 1"));
    }
    return Failure.of(Failure.ORDER, "text and numbers have no order: " + a + " and " + b, a, b);
  }
}

package orrery.check;

import java.math.BigInteger;
import java.util.List;
import org.apache.commons.numbers.fraction.BigFraction;
import orrery.syntax.BinaryOperator;
import orrery.syntax.UnaryOperator;
import orrery.types.Value;

/** The operators and pointwise functions, applied to defined values. */
final class Operations {
  private Operations() {}

  static Result unary(UnaryOperator operator, List<Value> values, Pointwise place) {
    if (values.get(0) instanceof Value.Rational r) {
      return known(Value.of(operator == UnaryOperator.NEGATE ? r.number().negate() : r.number()));
    }
    return failed("E0201", "`" + operator.symbol() + "` needs a number", values, place);
  }

  static Result binary(BinaryOperator operator, List<Value> values, Pointwise place) {
    Value a = values.get(0);
    Value b = values.get(1);
    if (operator == BinaryOperator.EQUAL) return Result.of(a.equals(b));
    if (operator == BinaryOperator.NOT_EQUAL) return Result.of(!a.equals(b));
    if (a instanceof Value.Text x && b instanceof Value.Text y && operator == BinaryOperator.ADD) {
      return known(Value.of(x.text() + y.text()));
    }
    boolean order =
        operator == BinaryOperator.LESS
            || operator == BinaryOperator.LESS_OR_EQUAL
            || operator == BinaryOperator.GREATER
            || operator == BinaryOperator.GREATER_OR_EQUAL;
    if (order) {
      if (a.isNumber() != b.isNumber() || !(a.isNumber() || a instanceof Value.Text)) {
        return failed("E0203", "text and numbers have no order", values, place);
      }
      int c = a.compareTo(b);
      return Result.of(
          switch (operator) {
            case LESS -> c < 0;
            case LESS_OR_EQUAL -> c <= 0;
            case GREATER -> c > 0;
            default -> c >= 0;
          });
    }
    if (!(a instanceof Value.Rational x) || !(b instanceof Value.Rational y)) {
      return failed("E0201", "`" + operator.symbol() + "` needs two numbers", values, place);
    }
    return arithmetic(operator, x.number(), y.number(), values, place);
  }

  private static Result arithmetic(
      BinaryOperator operator, BigFraction a, BigFraction b, List<Value> values, Pointwise place) {
    boolean divides =
        operator == BinaryOperator.DIVIDE
            || operator == BinaryOperator.FLOOR_DIVIDE
            || operator == BinaryOperator.MODULO;
    if (divides && b.signum() == 0) {
      return failed("E0311", "this divides by zero", values, place);
    }
    return switch (operator) {
      case ADD -> known(Value.of(a.add(b)));
      case SUBTRACT -> known(Value.of(a.subtract(b)));
      case MULTIPLY -> known(Value.of(a.multiply(b)));
      case DIVIDE -> known(Value.of(a.divide(b)));
      case FLOOR_DIVIDE -> known(Value.of(floor(a.divide(b))));
      case MODULO -> known(Value.of(a.subtract(b.multiply(floor(a.divide(b))))));
      case POWER -> known(Value.of(a.pow(b.intValue())));
      default -> throw new AssertionError(operator);
    };
  }

  private static BigFraction floor(BigFraction f) {
    BigInteger[] parts = f.getNumerator().divideAndRemainder(f.getDenominator());
    return BigFraction.of(
        parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0]);
  }

  static Result library(String name, List<Value> values, Pointwise place) {
    if (name.equals("indicator") && values.get(0) instanceof Value.Truth t) {
      return known(Value.of(t.truth() ? 1 : 0));
    }
    if (name.equals("min")) return known(values.stream().min(Value::compareTo).orElseThrow());
    if (name.equals("max")) return known(values.stream().max(Value::compareTo).orElseThrow());
    return failed("E0201", "not for these", values, place);
  }

  static List<String> names() {
    return List.of("indicator");
  }

  static List<BuiltinFunction.Parameter> parameters(String name) {
    return List.of(BuiltinFunction.Parameter.required("x"));
  }

  private static Result known(Value v) {
    return new Result.Known(v);
  }

  private static Result failed(String code, String sentence, List<Value> values, Pointwise place) {
    return new Result.Failed(code, sentence, place, values);
  }
}

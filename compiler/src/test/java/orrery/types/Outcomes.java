package orrery.types;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.apache.commons.numbers.fraction.BigFraction;
import org.assertj.core.api.AbstractStringAssert;

/** Values to test with, small enough to meet often. */
final class Outcomes {
  private Outcomes() {}

  static Value fraction(long numerator, long denominator) {
    return Value.of(BigFraction.of(numerator, denominator));
  }

  /** The value of a literal: an integer, a fraction, a text in quotes, a truth value or none. */
  static Value value(String literal) {
    if (literal.equals("none")) return Value.NONE;
    if (literal.equals("true") || literal.equals("false")) {
      return Value.of(Boolean.parseBoolean(literal));
    }
    if (literal.startsWith("\"")) return Value.of(literal.substring(1, literal.length() - 1));
    String[] parts = literal.split("/", 2);
    return fraction(Long.parseLong(parts[0]), parts.length > 1 ? Long.parseLong(parts[1]) : 1);
  }

  static Arbitrary<Value> rationals() {
    return Combinators.combine(
            Arbitraries.integers().between(-30, 30), Arbitraries.integers().between(1, 6))
        .as((n, d) -> fraction(n, d));
  }

  static Arbitrary<Value> reals() {
    return Arbitraries.doubles().between(-10, 10).map(Value.Real::new);
  }

  static Arbitrary<Value> texts() {
    return Arbitraries.strings().withChars("aé😀z").ofMaxLength(3).map(Value::of);
  }

  static Arbitrary<Value> truths() {
    return Arbitraries.of(Value.TRUE, Value.FALSE, Value.NONE);
  }

  static Arbitrary<Value> values() {
    return Arbitraries.oneOf(rationals(), reals(), texts(), truths());
  }

  /** Applies a function of the library to literals. */
  static Outcome call(String name, String... literals) {
    List<Value> arguments = Arrays.stream(literals).map(Outcomes::value).toList();
    return Functions.find(name).orElseThrow().apply(arguments);
  }

  /** The code of a failure, to be checked. */
  static AbstractStringAssert<?> assertFails(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Failure.class);
    return assertThat(((Failure) outcome).code());
  }
}

package orrery.types;

import java.math.BigInteger;
import org.apache.commons.numbers.fraction.BigFraction;

/** The largest values that a program may compute with, so that no expression exhausts memory. */
final class Limits {
  /** Bits of a numerator or a denominator: every number also fits a finite 64-bit real. */
  static final int BITS = 1000;

  /** Code points of a text. */
  static final int CHARACTERS = 10_000;

  /** How close, relative to their size, two reals may be before nothing is concluded. */
  static final double TOLERANCE = 1e-9;

  private Limits() {}

  static Outcome number(BigFraction f, Value... operands) {
    return fits(f.getNumerator()) && fits(f.getDenominator()) ? Value.of(f) : tooLarge(operands);
  }

  static boolean fits(BigInteger n) {
    return n.abs().bitLength() <= BITS;
  }

  static Outcome number(double x, Value... operands) {
    if (Double.isNaN(x)) {
      return Failure.of(Failure.UNDEFINED, "the result is not a real number", operands);
    }
    return Double.isInfinite(x) ? tooLarge(operands) : new Value.Real(x);
  }

  static Outcome text(String s, Value... operands) {
    return s.length() <= CHARACTERS ? Value.of(s) : tooLong(operands);
  }

  static Failure tooLarge(Value... operands) {
    return Failure.of(
        Failure.SIZE, "the number is too large: at most " + BITS + " bits, 300 digits", operands);
  }

  static Failure tooLong(Value... operands) {
    return Failure.of(
        Failure.SIZE, "the text is too long: at most " + CHARACTERS + " characters", operands);
  }

  /** Whether two reals are the same within {@link #TOLERANCE}. */
  static boolean close(double x, double y) {
    return Math.abs(x - y) <= TOLERANCE * Math.max(1, Math.max(Math.abs(x), Math.abs(y)));
  }
}

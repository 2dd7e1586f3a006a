package orrery.types;

import java.math.BigInteger;
import java.util.Locale;
import org.apache.commons.numbers.fraction.BigFraction;

/**
 * An exact value of the language: a rational, a 64-bit real, a text, a truth value or {@code none}.
 *
 * <p>Values of different kinds are never equal, so {@code true}, {@code 1} and {@code "1"} are
 * three values. The order is total: numbers by size, then texts by code point, then {@code false <
 * true}, and {@code none} last; it is the order of every {@link Domain}.
 */
public sealed interface Value extends Outcome, Comparable<Value> {
  /** The undefined value. */
  Value NONE = new None();

  /** The truth value {@code true}. */
  Value TRUE = new Truth(true);

  /** The truth value {@code false}. */
  Value FALSE = new Truth(false);

  /** An exact rational number, integers among them. */
  record Rational(BigFraction number) implements Value {
    @Override
    public boolean isNumber() {
      return true;
    }

    @Override
    public boolean isNone() {
      return false;
    }

    @Override
    public double toDouble() {
      return number.doubleValue();
    }

    @Override
    public int compareTo(Value other) {
      return ValueOrder.compare(this, other);
    }

    /** Makes the denominator positive, which {@link BigFraction} leaves open. */
    public Rational {
      if (number.getDenominator().signum() < 0) {
        number = BigFraction.of(number.getNumerator().negate(), number.getDenominator().negate());
      }
    }

    /** Whether this is an integer. */
    public boolean isInteger() {
      return number.getDenominator().equals(BigInteger.ONE);
    }

    @Override
    public String toString() {
      BigFraction f = number;
      return isInteger()
          ? f.getNumerator().toString()
          : f.getNumerator() + "/" + f.getDenominator();
    }
  }

  /** A number that has left the rationals ({@code sqrt(2)}); compared only with a tolerance. */
  record Real(double number) implements Value {
    @Override
    public boolean isNumber() {
      return true;
    }

    @Override
    public boolean isNone() {
      return false;
    }

    @Override
    public double toDouble() {
      return number;
    }

    @Override
    public int compareTo(Value other) {
      return ValueOrder.compare(this, other);
    }

    /** Makes negative zero the one zero. */
    public Real {
      number += 0.0;
    }

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%.12g", number);
    }
  }

  /** A text: one token or a word. */
  record Text(String text) implements Value {
    @Override
    public boolean isNumber() {
      return false;
    }

    @Override
    public boolean isNone() {
      return false;
    }

    @Override
    public double toDouble() {
      throw new IllegalArgumentException(this + " is not a number");
    }

    @Override
    public int compareTo(Value other) {
      return ValueOrder.compare(this, other);
    }

    @Override
    public String toString() {
      return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
  }

  /** A truth value. */
  record Truth(boolean truth) implements Value {
    @Override
    public boolean isNumber() {
      return false;
    }

    @Override
    public boolean isNone() {
      return false;
    }

    @Override
    public double toDouble() {
      return truth ? 1 : 0;
    }

    @Override
    public int compareTo(Value other) {
      return ValueOrder.compare(this, other);
    }

    @Override
    public String toString() {
      return Boolean.toString(truth);
    }
  }

  /** The undefined value, as a state of its own. */
  record None() implements Value {
    @Override
    public boolean isNumber() {
      return false;
    }

    @Override
    public boolean isNone() {
      return true;
    }

    @Override
    public double toDouble() {
      throw new IllegalArgumentException(this + " is not a number");
    }

    @Override
    public int compareTo(Value other) {
      return ValueOrder.compare(this, other);
    }

    @Override
    public String toString() {
      return "none";
    }
  }

  /** The exact integer {@code n}. */
  static Value of(long n) {
    return new Rational(BigFraction.of(n));
  }

  /** The exact rational {@code f}. */
  static Value of(BigFraction f) {
    return new Rational(f);
  }

  /** The truth value {@code b}. */
  static Value of(boolean b) {
    return b ? TRUE : FALSE;
  }

  /** The text {@code s}. */
  static Value of(String s) {
    return new Text(s);
  }

  /** Whether this is a number, exact or real. */
  boolean isNumber();

  /** Whether this is {@code none}. */
  boolean isNone();

  /**
   * The value as a 64-bit number: a rational rounded once, a truth value as 0 or 1.
   *
   * @throws IllegalArgumentException for a text or {@code none}
   */
  double toDouble();

  /**
   * Orders fractions by cross multiplication. {@code BigFraction.compareTo} of commons-numbers 1.2
   * is wrong for two negative numbers: it finds -2 greater than -1.
   */
  static int compare(BigFraction a, BigFraction b) {
    BigInteger left = a.getNumerator().multiply(b.getDenominator());
    BigInteger right = b.getNumerator().multiply(a.getDenominator());
    boolean flipped = a.getDenominator().signum() * b.getDenominator().signum() < 0;
    return flipped ? right.compareTo(left) : left.compareTo(right);
  }

  /** Orders texts by code point, as Python does; {@code String.compareTo} orders by UTF-16 unit. */
  static int compareCodePoints(String a, String b) {
    int[] x = a.codePoints().toArray();
    int[] y = b.codePoints().toArray();
    return java.util.Arrays.compare(x, y);
  }
}

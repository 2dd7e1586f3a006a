package orrery.syntax;

import java.math.BigInteger;
import java.util.Optional;
import org.apache.commons.numbers.fraction.BigFraction;
import orrery.diagnostic.Diagnostic;
import orrery.diagnostic.Span;

/** What number and string literals mean, and how values are written as literals. */
final class Literals {
  /** The most digits of a number, and the largest exponent of ten. */
  static final int MAX_DIGITS = 300;

  private Literals() {}

  /** Says what is wrong with a number literal that the lexer accepts, if anything. */
  static Optional<Diagnostic> numberFault(Span span) {
    String text = span.text();
    int mark = exponentMark(text);
    String exponent = mark < text.length() ? text.substring(mark + 1) : "0";
    boolean tooLong = mark > MAX_DIGITS || exponent.length() > 4;
    if (!tooLong && Math.abs(Integer.parseInt(exponent)) <= MAX_DIGITS) {
      return Optional.empty();
    }
    return Optional.of(
        Diagnostic.error("E0006", span, "this number has more than " + MAX_DIGITS + " digits"));
  }

  /** The exact value of a number literal that has no fault. */
  static BigFraction number(String literal) {
    String text = literal.replace("_", "");
    int mark = exponentMark(text);
    int exponent = mark < text.length() ? Integer.parseInt(text.substring(mark + 1)) : 0;
    int point = text.indexOf('.');
    String digits = text.substring(0, mark).replace(".", "");
    int scale = exponent - (point < 0 ? 0 : mark - point - 1);
    BigFraction whole = BigFraction.of(new BigInteger(digits));
    BigFraction power = BigFraction.of(BigInteger.TEN.pow(Math.abs(scale)));
    return scale < 0 ? whole.divide(power) : whole.multiply(power);
  }

  private static int exponentMark(String text) {
    int mark = Math.max(text.indexOf('e'), text.indexOf('E'));
    return mark < 0 ? text.length() : mark;
  }

  /** Says which escape of a string literal has no meaning, if any. */
  static Optional<Diagnostic> textFault(Span span) {
    String text = span.text();
    for (int i = text.indexOf('\\'); i >= 0; i = text.indexOf('\\', i + 2)) {
      if ("\\\"ntr".indexOf(text.charAt(i + 1)) < 0) {
        int from = span.start() + i;
        int to = text.offsetByCodePoints(i + 1, 1) + span.start();
        Span escape = span.source().span(from, to);
        return Optional.of(
            Diagnostic.error("E0003", escape, "a string has no escape `" + escape.text() + "`")
                .withNote("the escapes are \\\\ \\\" \\n \\t \\r"));
      }
    }
    return Optional.empty();
  }

  /** The value of a string literal that has no fault. */
  static String text(String literal) {
    StringBuilder value = new StringBuilder();
    for (int i = 1; i < literal.length() - 1; i++) {
      char c = literal.charAt(i);
      if (c == '\\') {
        i++;
        c = unescaped(literal.charAt(i));
      }
      value.append(c);
    }
    return value.toString();
  }

  private static char unescaped(char c) {
    return switch (c) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      default -> c;
    };
  }

  /** A string as it is written in a program, quotes included. */
  static String quoted(String value) {
    String escaped =
        value
            .replace("\\", "\\\\")
            .replace("\"", "\\\"")
            .replace("\n", "\\n")
            .replace("\t", "\\t")
            .replace("\r", "\\r");
    return '"' + escaped + '"';
  }

  /** A number as a literal, or as a quotient or negation in brackets when there is no literal. */
  static String written(BigFraction value) {
    if (value.signum() < 0) {
      return "(-" + written(value.negate()) + ")";
    }
    BigInteger denominator = value.getDenominator();
    if (denominator.equals(BigInteger.ONE)) {
      return value.getNumerator().toString();
    }
    int places = decimalPlaces(denominator);
    if (places > MAX_DIGITS) {
      return "(" + value.getNumerator() + " / " + denominator + ")";
    }
    BigInteger scaled =
        value.getNumerator().multiply(BigInteger.TEN.pow(places)).divide(denominator);
    String digits = "0".repeat(Math.max(0, places + 1 - scaled.toString().length())) + scaled;
    int point = digits.length() - places;
    return digits.substring(0, point) + "." + digits.substring(point);
  }

  /** How many decimals a fraction in lowest terms needs; more than the limit when it never ends. */
  private static int decimalPlaces(BigInteger denominator) {
    int places = 0;
    BigInteger power = BigInteger.ONE;
    while (places <= MAX_DIGITS && power.mod(denominator).signum() != 0) {
      power = power.multiply(BigInteger.TEN);
      places++;
    }
    return places;
  }
}

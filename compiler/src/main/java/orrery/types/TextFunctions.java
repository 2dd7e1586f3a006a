package orrery.types;

import static orrery.types.Functions.of;
import static orrery.types.Functions.parameter;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import orrery.types.Function.Kind;

/** The functions of texts; characters are Unicode code points. */
final class TextFunctions {
  private TextFunctions() {}

  static List<Function> all() {
    return List.of(
        of("len", Kind.TEXT, "the number of characters of x", x -> Value.of(points(x).length)),
        of(
            "upper",
            Kind.TEXT,
            "x in capital letters",
            x -> Limits.text(text(x).toUpperCase(Locale.ROOT), x)),
        of(
            "lower",
            Kind.TEXT,
            "x in small letters",
            x -> Limits.text(text(x).toLowerCase(Locale.ROOT), x)),
        of(
            "reversed",
            Kind.TEXT,
            "the characters of x from last to first",
            TextFunctions::reversed),
        of(
            "sorted",
            Kind.TEXT,
            "the characters of x in the order of their code points",
            TextFunctions::sorted),
        of(
            "slice",
            List.of(
                parameter("x", Kind.TEXT),
                parameter("from", Kind.INTEGER),
                parameter("to", Kind.INTEGER)),
            2,
            "the characters of x from one index up to another; negative ones count from the end",
            TextFunctions::slice),
        of(
            "occurrences",
            List.of(parameter("x", Kind.TEXT), parameter("characters", Kind.TEXT)),
            2,
            "how many characters of x are among the others",
            TextFunctions::occurrences),
        of("ord", Kind.TEXT, "the code point of x, a single character", TextFunctions::ord),
        of("chr", Kind.INTEGER, "the character with the code point x", TextFunctions::chr),
        of(
            "str",
            Kind.ANY,
            "x as text",
            x -> x instanceof Value.Text ? x : Value.of(x.toString())));
  }

  private static String text(Value v) {
    if (v instanceof Value.Text t) return t.text();
    throw new IllegalArgumentException(v + " is not a text");
  }

  private static int[] points(Value v) {
    return text(v).codePoints().toArray();
  }

  private static Value textOf(IntStream points) {
    return Value.of(
        points
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString());
  }

  private static Outcome reversed(Value x) {
    int[] points = points(x);
    return textOf(IntStream.range(0, points.length).map(i -> points[points.length - 1 - i]));
  }

  private static Outcome sorted(Value x) {
    return textOf(Arrays.stream(points(x)).sorted());
  }

  private static Outcome slice(List<Value> arguments) {
    int[] points = points(arguments.get(0));
    int from = index(arguments.get(1), points.length);
    int to = arguments.size() > 2 ? index(arguments.get(2), points.length) : points.length;
    return textOf(Arrays.stream(points, from, Math.max(from, to)));
  }

  /** An index of a slice, brought between 0 and {@code length} as Python does. */
  private static int index(Value v, int length) {
    BigInteger n = v instanceof Value.Rational r ? r.number().getNumerator() : BigInteger.ZERO;
    BigInteger fromStart = n.signum() < 0 ? n.add(BigInteger.valueOf(length)) : n;
    return fromStart.max(BigInteger.ZERO).min(BigInteger.valueOf(length)).intValueExact();
  }

  private static Outcome occurrences(List<Value> arguments) {
    int[] among = points(arguments.get(1));
    return Value.of(
        Arrays.stream(points(arguments.get(0)))
            .filter(c -> Arrays.stream(among).anyMatch(a -> a == c))
            .count());
  }

  private static Outcome ord(Value x) {
    int[] points = points(x);
    return points.length == 1
        ? Value.of(points[0])
        : Failure.of(Failure.UNDEFINED, "`ord` needs a single character; it got " + x, x);
  }

  private static Outcome chr(Value x) {
    double code = x.toDouble();
    boolean exists = 0 <= code && code <= Character.MAX_CODE_POINT;
    boolean surrogate = Character.MIN_SURROGATE <= code && code <= Character.MAX_SURROGATE;
    return exists && !surrogate
        ? textOf(IntStream.of((int) code))
        : Failure.of(Failure.UNDEFINED, "no character has the code point " + x, x);
  }
}

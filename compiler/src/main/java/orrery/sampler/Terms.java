package orrery.sampler;

import java.util.List;
import java.util.random.RandomGenerator;
import orrery.types.Value;

/** What may be said of one name at one position: a truth value, a number, or a defined value. */
final class Terms {
  private final RandomGenerator random;

  Terms(RandomGenerator random) {
    this.random = random;
  }

  /** Where a name is read. */
  enum Place {
    HERE(""),
    KEY("[k]"),
    QUERY("[q]");

    private final String suffix;

    Place(String suffix) {
      this.suffix = suffix;
    }

    /** The name read there. */
    String of(Bound b) {
      if (b.name().equals("indices") && this != HERE) return suffix.substring(1, 2);
      return b.name() + suffix;
    }
  }

  /** The value of a name, or something in its place where it is undefined. */
  Phrase value(Bound b, Place place) {
    if (b.isDefined()) return Phrase.simple(place.of(b));
    return Phrase.compound(place.of(b) + " ?? " + literal(b));
  }

  /** A truth value about a name. */
  Phrase truth(Bound b, Place place) {
    if (!b.isDefined() && random.nextInt(3) == 0) {
      return Phrase.simple("defined(" + place.of(b) + ")");
    }
    Phrase said = certain(b, place);
    return b.isDefined() ? said : Phrase.compound(said.operand() + " ?? " + random.nextBoolean());
  }

  private Phrase certain(Bound b, Place place) {
    String name = place.of(b);
    if (b.kind() == Kind.TRUTH) {
      return random.nextInt(4) == 0 ? Phrase.compound("not " + name) : Phrase.simple(name);
    }
    List<Value> values = defined(b);
    if (b.kind() == Kind.NUMBER) {
      if (isWhole(values) && values.size() > 2 && random.nextInt(3) == 0) {
        int base = 2 + random.nextInt(2);
        return Phrase.comparison(name + " % " + base + " == " + random.nextInt(base));
      }
      String operator = random.nextInt(3) == 0 ? " == " : comparison();
      return Phrase.comparison(name + operator + literal(b));
    }
    if (values.size() > 3 && random.nextInt(3) == 0) {
      int at = random.nextInt(values.size() - 1);
      String next = written(values.get(at + 1));
      return Phrase.compound(name + " in [" + written(values.get(at)) + ", " + next + "]");
    }
    return Phrase.comparison(name + (random.nextInt(4) == 0 ? " != " : " == ") + literal(b));
  }

  /** A number about a name. */
  Phrase number(Bound b, Place place) {
    if (b.kind() == Kind.NUMBER) return value(b, place);
    return Phrase.simple("indicator(" + truth(b, place).text() + ")");
  }

  /** One of the values that a name can have, inner ones of a number more often. */
  String literal(Bound b) {
    List<Value> values = defined(b);
    if (values.isEmpty()) return "0";
    boolean inner = b.kind() == Kind.NUMBER && values.size() > 3;
    int at = inner ? 1 + random.nextInt(values.size() / 2) : random.nextInt(values.size());
    return written(values.get(at));
  }

  /** A value as an operand. */
  static String written(Value value) {
    String text = value.toString();
    return text.startsWith("-") || text.contains("/") && value.isNumber() ? "(" + text + ")" : text;
  }

  String comparison() {
    return new String[] {" < ", " <= ", " > ", " >= "}[random.nextInt(4)];
  }

  static boolean isWhole(Bound b) {
    return b.kind() == Kind.NUMBER && isWhole(defined(b));
  }

  private static boolean isWhole(List<Value> values) {
    return values.stream().allMatch(v -> v instanceof Value.Rational r && r.isInteger());
  }

  private static List<Value> defined(Bound b) {
    return b.domain().values().stream().filter(v -> !v.isNone()).toList();
  }
}

package orrery.sampler;

import java.util.List;
import java.util.random.RandomGenerator;
import orrery.sampler.Terms.Place;

/** Right-hand sides at one position. */
final class Pointwise {
  private static final List<List<String>> WORDS =
      List.of(
          List.of("high", "low", "even"),
          List.of("yes", "no", "maybe"),
          List.of("A", "B", "C"),
          List.of("first", "second", "neither"));

  private final RandomGenerator random;
  private final Terms terms;

  Pointwise(RandomGenerator random) {
    this.random = random;
    this.terms = new Terms(random);
  }

  /** An expression of this operation about two names. */
  Phrase of(Operation operation, Bound one, Bound two) {
    return switch (operation) {
      case ARITHMETIC -> arithmetic(one, two);
      case COMPARISON -> comparison(one, two);
      case LOGIC -> logic(one, two);
      case CONDITION -> condition(one, two);
      case CASE -> cases(one, two);
      case MATCH -> match(one, two);
      default -> throw new AssertionError(operation);
    };
  }

  private String number(Bound b) {
    return terms.number(b, Place.HERE).operand();
  }

  private Phrase truth(Bound b) {
    return terms.truth(b, Place.HERE);
  }

  private String value(Bound b) {
    return terms.value(b, Place.HERE).operand();
  }

  private Phrase arithmetic(Bound one, Bound two) {
    String a = number(one);
    if (one.equals(two)) {
      boolean whole = Terms.isWhole(one);
      return switch (random.nextInt(4)) {
        case 0 -> Phrase.compound(a + (whole ? " % " : " * ") + (2 + random.nextInt(2)));
        case 1 -> Phrase.compound(a + (whole ? " // " : " / ") + "2");
        case 2 -> Phrase.compound(a + " * " + a);
        default -> Phrase.simple("abs(" + a + " - " + (1 + random.nextInt(2)) + ")");
      };
    }
    String b = number(two);
    return switch (random.nextInt(8)) {
      case 0, 1 -> Phrase.compound(a + " + " + b);
      case 2, 3 -> Phrase.compound(a + " - " + b);
      case 4 -> Phrase.compound(a + " * " + b);
      case 5 -> Phrase.simple("abs(" + a + " - " + b + ")");
      case 6 -> Phrase.simple("max(" + a + ", " + b + ")");
      default -> Phrase.simple("min(" + a + ", " + b + ")");
    };
  }

  private Phrase comparison(Bound one, Bound two) {
    if (one.equals(two)) return truth(one);
    if (one.kind() == two.kind() && one.kind() != Kind.NUMBER) {
      return Phrase.comparison(value(one) + (random.nextBoolean() ? " == " : " != ") + value(two));
    }
    String operator = random.nextInt(4) == 0 ? " == " : terms.comparison();
    return Phrase.comparison(number(one) + operator + number(two));
  }

  private Phrase logic(Bound one, Bound two) {
    if (one.equals(two)) return Phrase.compound("not " + truth(one).operand());
    String a = truth(one).clause();
    String b = truth(two).clause();
    return switch (random.nextInt(4)) {
      case 0 -> Phrase.compound(a + " or " + b);
      case 1 -> Phrase.comparison(truth(one).operand() + " != " + truth(two).operand());
      default -> Phrase.compound(a + " and " + b);
    };
  }

  private Phrase condition(Bound one, Bound two) {
    String otherwise = random.nextInt(3) == 0 ? terms.literal(two) : value(one);
    return Phrase.compound(value(two) + " if " + truth(one).clause() + " else " + otherwise);
  }

  private Phrase cases(Bound one, Bound two) {
    List<String> words = WORDS.get(random.nextInt(WORDS.size()));
    if (one.equals(two)) return condition(one, two);
    return Phrase.simple(
        "case { %s: \"%s\"; %s: \"%s\"; else: \"%s\" }"
            .formatted(
                truth(one).text(), words.get(0), truth(two).text(), words.get(1), words.get(2)));
  }

  private Phrase match(Bound one, Bound two) {
    String least = terms.literal(one);
    String none = one.isDefined() ? "" : "none: \"nothing\"; ";
    return Phrase.simple(
        "match "
            + one.name()
            + " { "
            + none
            + least
            + ": "
            + value(two)
            + "; else: "
            + terms.literal(two)
            + " }");
  }
}

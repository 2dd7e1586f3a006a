package orrery.sampler;

import java.util.random.RandomGenerator;
import orrery.sampler.Terms.Place;

/** Output declarations of a wanted type. */
final class Answers {
  private static final String[] NAMES = {"answer", "second", "third", "fourth", "fifth"};

  /** The most outputs that a program can have. */
  static final int MOST = NAMES.length;

  private final RandomGenerator random;
  private final Terms terms;

  Answers(RandomGenerator random) {
    this.random = random;
    this.terms = new Terms(random);
  }

  /** A declaration that answers with a name, or with something of the wanted type about it. */
  String declared(int number, Bound b, OutputType type) {
    String value =
        switch (type) {
          case BOOLEAN -> truth(b);
          case NUMERIC -> number(b);
          case CATEGORICAL -> category(b);
        };
    String kind = type == OutputType.NUMERIC ? " : num" : "";
    String answer = value.equals(b.name()) ? b.name() + kind : NAMES[number] + kind + " = " + value;
    String at =
        switch (random.nextInt(10)) {
          case 0, 1 -> " at last";
          case 2 -> " at first";
          default -> "";
        };
    return "output " + answer + at + ";\n";
  }

  private String truth(Bound b) {
    boolean is = b.kind() == Kind.TRUTH && b.isDefined();
    return is ? b.name() : terms.truth(b, Place.HERE).text();
  }

  private String number(Bound b) {
    Phrase number = terms.number(b, Place.HERE);
    if (b.kind() != Kind.NUMBER) return number.text();
    return switch (random.nextInt(12)) {
      case 0 -> "sqrt(abs(" + number.text() + "))";
      case 1 -> "tanh(" + number.text() + ")";
      case 2 -> number.operand() + " / 2";
      default -> number.text();
    };
  }

  private String category(Bound b) {
    if (b.kind() != Kind.TRUTH) return b.name();
    String otherwise = random.nextInt(3) == 0 ? "tokens" : "\"no\"";
    return "\"yes\" if " + terms.truth(b, Place.HERE).clause() + " else " + otherwise;
  }
}

package orrery.sampler;

import java.util.List;
import java.util.random.RandomGenerator;

/** Random bindings: pointwise, from other positions, through functions, loops and annotations. */
final class Statements {
  private final RandomGenerator random;
  private final Expressions expressions;
  private final Selectors selectors;

  Statements(RandomGenerator random, List<Bound> names, List<String> constants) {
    this.random = random;
    this.expressions = new Expressions(random, names, constants);
    this.selectors = new Selectors(random, expressions);
  }

  /** One binding of {@code name}. */
  String binding(String name) {
    String annotation =
        switch (random.nextInt(12)) {
          case 0 -> "@node\n";
          case 1 -> "@hidden\n";
          case 2 -> "@role(\"router\")\n";
          case 3 -> "@decoy\n";
          case 4 -> "@encode(num)\n";
          default -> "";
        };
    return switch (random.nextInt(10)) {
      case 0 -> function(name);
      case 1 -> loop(name);
      case 2, 3 -> annotation + name + " = " + expressions.any(2) + ";\n";
      default -> annotation + name + " = " + aggregate() + ";\n";
    };
  }

  private String function(String name) {
    return "def f_"
        + name
        + "(x, y = 1) {\n  part = x == y;\n  return part or ("
        + expressions.truth(0, Expressions.Place.HERE)
        + ");\n}\n"
        + name
        + " = f_"
        + name
        + "("
        + expressions.maybe()
        + ", "
        + expressions.constant()
        + ");\n";
  }

  private String loop(String name) {
    return "var "
        + name
        + " = "
        + expressions.number(0, Expressions.Place.HERE)
        + ";\nfor i in [1, 2] {\n  "
        + name
        + " = max("
        + name
        + ", "
        + expressions.number(1, Expressions.Place.HERE)
        + " - i);\n}\n";
  }

  private String aggregate() {
    String selector = selectors.selector(2);
    String number = expressions.defined(Kind.NUMBER, Expressions.Place.HERE);
    String truth = "(" + expressions.truth(1, Expressions.Place.HERE) + ")";
    return switch (random.nextInt(13)) {
      case 0 -> "count(" + selector + ")";
      case 1 -> "selector_width(" + selector + ")";
      case 2 -> "mean(" + selector + ", " + (random.nextBoolean() ? number : truth) + ")";
      case 3 -> "sum(" + selector + ", " + (random.nextBoolean() ? number : truth) + ")";
      case 4 -> "any(" + selector + ", " + truth + ")";
      case 5 -> "all(" + selector + ", " + truth + ")";
      case 6 -> "maximum(" + selector + ", " + number + ", " + random.nextInt(3) + ")";
      case 7 -> "minimum(" + selector + ", " + number + ")";
      case 8 -> "pick(" + selectors.narrow(1) + ", " + expressions.maybe() + ")";
      case 9 ->
          "aggregate("
              + selectors.narrow(1)
              + ", "
              + expressions.maybe()
              + ", "
              + expressions.constant()
              + ")";
      case 10 -> "aggregate(" + selector + ", " + number + ", " + random.nextInt(3) + ")";
      case 11 -> expressions.maybe() + "[" + (random.nextInt(3) - 1) + "]";
      default -> "shift(" + expressions.maybe() + ", " + (random.nextBoolean() ? "1" : "-1") + ")";
    };
  }
}

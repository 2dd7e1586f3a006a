package orrery.sampler;

import java.util.random.RandomGenerator;

/** Random selectors: every form of the language. */
final class Selectors {
  private final RandomGenerator random;
  private final Expressions expressions;

  Selectors(RandomGenerator random, Expressions expressions) {
    this.random = random;
    this.expressions = expressions;
  }

  /** A selector of at most this many nested connectives. */
  String selector(int depth) {
    if (depth <= 0) return simple();
    return switch (random.nextInt(9)) {
      case 0 -> "(" + selector(depth - 1) + ") and (" + selector(depth - 1) + ")";
      case 1 -> "(" + selector(depth - 1) + ") or (" + selector(depth - 1) + ")";
      case 2 -> "not (" + selector(depth - 1) + ")";
      case 3 -> narrow(depth - 1);
      case 4, 5 -> "select(q, k: " + predicate(depth) + ")";
      default -> simple();
    };
  }

  /** A selector of at most one position, as often as the narrowing allows. */
  String narrow(int depth) {
    String inner = selector(depth);
    return switch (random.nextInt(4)) {
      case 0 -> "first(" + inner + ")";
      case 1 -> "last(" + inner + ")";
      case 2 -> "first(best(" + inner + ", " + number() + "))";
      default -> "best(" + inner + ", " + number() + ")";
    };
  }

  private String number() {
    return expressions.defined(Kind.NUMBER, Expressions.Place.HERE);
  }

  private String simple() {
    return switch (random.nextInt(8)) {
      case 0 -> "full";
      case 1 -> "select(tokens, tokens, ==)";
      case 2 -> "select(indices, indices, " + operator() + ")";
      case 3 -> "select(indices, indices - " + (1 + random.nextInt(2)) + ", ==)";
      case 4 -> "select(tokens, " + expressions.constant() + ", ==)";
      case 5 -> "select(" + number() + ", " + number() + ", " + operator() + ")";
      default -> "select(q, k: " + predicate(1) + ")";
    };
  }

  private String operator() {
    return new String[] {"==", "!=", "<", "<=", ">", ">="}[random.nextInt(6)];
  }

  private String predicate(int depth) {
    if (depth > 0 && random.nextInt(2) == 0) {
      String joint = random.nextBoolean() ? ") and (" : ") or (";
      return "(" + predicate(depth - 1) + joint + predicate(depth - 1) + ")";
    }
    return switch (random.nextInt(7)) {
      case 0 -> "k " + operator() + " q";
      case 1 -> "tokens[k] == tokens[q]";
      case 2 -> expressions.truth(0, Expressions.Place.KEY);
      case 3 -> expressions.truth(0, Expressions.Place.QUERY);
      case 4 ->
          expressions.number(0, Expressions.Place.KEY)
              + " "
              + operator()
              + " "
              + expressions.number(0, Expressions.Place.QUERY);
      case 5 -> "k " + operator() + " " + expressions.number(0, Expressions.Place.QUERY);
      default ->
          expressions.number(0, Expressions.Place.KEY)
              + " + k == "
              + expressions.number(0, Expressions.Place.QUERY)
              + " + q";
    };
  }
}

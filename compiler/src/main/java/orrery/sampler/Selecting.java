package orrery.sampler;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import orrery.sampler.Terms.Place;

/** Selectors about a name, as a person would write them. */
final class Selecting {
  private static final List<Operation> PLAIN =
      List.of(
          Operation.EVERYWHERE,
          Operation.EQUAL,
          Operation.EQUAL,
          Operation.ORDER,
          Operation.ORDER,
          Operation.CONSTANT,
          Operation.POSITION,
          Operation.POSITION,
          Operation.PREDICATE,
          Operation.PREDICATE,
          Operation.PREDICATE,
          Operation.JOINED);
  private static final List<Operation> NARROW =
      List.of(Operation.FIRST, Operation.LAST, Operation.BEST);

  private final RandomGenerator random;
  private final Choices choices;
  private final Names names;
  private final Terms terms;

  Selecting(RandomGenerator random, Choices choices, Names names) {
    this.random = random;
    this.choices = choices;
    this.names = names;
    this.terms = new Terms(random);
  }

  /** A selector of any number of positions; empty where no such operation is allowed. */
  Optional<Phrase> any(Bound about) {
    if (random.nextInt(5) == 0) {
      Optional<Phrase> one = one(about);
      if (one.isPresent()) return one;
    }
    return choices.among(PLAIN).map(operation -> plain(operation, about));
  }

  /** A selector of one position where a best one does not tie. */
  Optional<Phrase> one(Bound about) {
    Optional<Operation> narrowing = choices.among(NARROW);
    if (narrowing.isEmpty()) return Optional.empty();
    return choices.among(PLAIN).map(inner -> narrowed(narrowing.get(), plain(inner, about), about));
  }

  private Phrase narrowed(Operation narrowing, Phrase inner, Bound about) {
    return switch (narrowing) {
      case FIRST -> Phrase.simple("first(" + inner.text() + ")");
      case LAST -> Phrase.simple("last(" + inner.text() + ")");
      default -> {
        Bound score = random.nextBoolean() ? about : names.any(random);
        String best = "best(" + inner.text() + ", " + terms.number(score, Place.HERE).text() + ")";
        yield switch (random.nextInt(3)) {
          case 0 -> Phrase.simple(best);
          case 1 -> Phrase.simple("last(" + best + ")");
          default -> Phrase.simple("first(" + best + ")");
        };
      }
    };
  }

  private Phrase plain(Operation operation, Bound about) {
    String x = terms.value(about, Place.HERE).text();
    return switch (operation) {
      case EVERYWHERE -> Phrase.simple("full");
      case EQUAL -> Phrase.simple("select(" + x + ", " + like(about, x) + ", ==)");
      case ORDER -> order(about);
      case CONSTANT -> Phrase.simple("select(" + x + ", " + terms.literal(about) + ", ==)");
      case POSITION -> position();
      case PREDICATE -> predicate(about);
      default -> joined(about);
    };
  }

  /** A value to compare with: the same name, or another of the same kind. */
  private String like(Bound about, String same) {
    if (random.nextInt(3) > 0) return same;
    Bound other = names.any(random, b -> b.kind() == about.kind());
    return terms.value(other, Place.HERE).text();
  }

  private Phrase order(Bound about) {
    String x = terms.number(about, Place.HERE).text();
    Bound other = random.nextInt(3) > 0 ? about : names.partner(about, random);
    String y = other.equals(about) ? x : terms.number(other, Place.HERE).text();
    return Phrase.simple("select(" + x + ", " + y + "," + terms.comparison().stripTrailing() + ")");
  }

  private Phrase position() {
    return Phrase.simple(
        switch (random.nextInt(6)) {
          case 0 -> "before()";
          case 1 -> "after()";
          case 2 -> "upto()";
          case 3 -> "select(indices, indices, !=)";
          case 4 -> "select(indices, indices - " + (1 + random.nextInt(2)) + ", ==)";
          default ->
              "select(indices, "
                  + random.nextInt(3)
                  + ","
                  + terms.comparison().stripTrailing()
                  + ")";
        });
  }

  private Phrase predicate(Bound about) {
    Phrase relation = relation(about);
    if (random.nextInt(4) == 0) return Phrase.simple("select(q, k: " + relation.text() + ")");
    String joint = mostlyAnd() ? " and " : " or ";
    return Phrase.simple("select(q, k: k " + operator() + " q" + joint + relation.clause() + ")");
  }

  private boolean mostlyAnd() {
    return random.nextInt(6) > 0;
  }

  private String operator() {
    return new String[] {"<", "<=", ">", "!=", "<"}[random.nextInt(5)];
  }

  private Phrase relation(Bound about) {
    Bound other = names.partner(about, random);
    return switch (random.nextInt(5)) {
      case 0 -> terms.truth(about, Place.KEY);
      case 1 ->
          Phrase.comparison(
              terms.number(about, Place.KEY).operand()
                  + terms.comparison()
                  + terms.number(other, Place.QUERY).operand());
      case 2 ->
          Phrase.compound(
              terms.truth(about, Place.KEY).clause()
                  + " and "
                  + terms.truth(other, Place.QUERY).clause());
      default ->
          Phrase.comparison(
              terms.value(about, Place.KEY).operand()
                  + (random.nextInt(4) == 0 ? " != " : " == ")
                  + terms.value(about, Place.QUERY).operand());
    };
  }

  private Phrase joined(Bound about) {
    List<Operation> parts = PLAIN.subList(1, PLAIN.size() - 1);
    Phrase left = choices.among(parts).map(p -> plain(p, about)).orElse(Phrase.simple("full"));
    Bound other = names.partner(about, random);
    Phrase right = choices.among(parts).map(p -> plain(p, other)).orElse(position());
    return switch (random.nextInt(3)) {
      case 0 -> Phrase.compound("not " + left.operand());
      case 1 -> Phrase.compound(left.operand() + " or " + right.operand());
      default -> Phrase.compound(left.operand() + " and " + right.operand());
    };
  }
}

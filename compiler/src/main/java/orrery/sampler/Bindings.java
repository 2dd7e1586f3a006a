package orrery.sampler;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Statements that bind a name: an expression, a call of an own function, or a loop. */
final class Bindings {
  private static final List<Operation> USUAL = usual();
  private static final List<Operation> PLAIN_POINTWISE =
      List.of(
          Operation.ARITHMETIC,
          Operation.ARITHMETIC,
          Operation.COMPARISON,
          Operation.LOGIC,
          Operation.CONDITION,
          Operation.CASE);

  private final RandomGenerator random;
  private final Choices choices;
  private final Names names;
  private final Reading reading;
  private final Pointwise pointwise;
  private final Terms terms;

  Bindings(RandomGenerator random, Choices choices, Names names) {
    this.random = random;
    this.choices = choices;
    this.names = names;
    this.reading = new Reading(random, choices, names);
    this.pointwise = new Pointwise(random);
    this.terms = new Terms(random);
  }

  /**
   * A statement and the name that it binds.
   *
   * @param name the name
   * @param text the statement
   */
  record Binding(String name, String text) {}

  private static List<Operation> usual() {
    List<Operation> all = new ArrayList<>();
    for (Operation o : Operation.values()) {
      int weight =
          switch (o) {
            case COUNT, ANY, PICK, LIBRARY -> 3;
            case ALL, MEAN, SUM, MAXIMUM, MINIMUM, SHIFT, ARITHMETIC, CONDITION, LOGIC -> 2;
            case AT, COMPARISON, CASE, MATCH, FUNCTION, LOOP -> 1;
            default -> 0;
          };
      for (int i = 0; i < weight; i++) all.add(o);
    }
    return List.copyOf(all);
  }

  /** A binding about these names; empty where no operation of the kind is allowed. */
  Optional<Binding> draw(int number, Bound one, Bound two) {
    Optional<Operation> drawn = choices.among(USUAL);
    if (drawn.isEmpty()) return Optional.empty();
    Operation operation = drawn.get();
    String name = operation.label() + number;
    Optional<String> text =
        switch (operation) {
          case FUNCTION -> function(name, one, two);
          case LOOP -> Optional.of(loop(name, one, two));
          case ARITHMETIC, COMPARISON, LOGIC, CONDITION, CASE, MATCH ->
              Optional.of(name + " = " + pointwise.of(operation, one, two).text() + ";\n");
          default -> reading.of(operation, one, two).map(p -> name + " = " + p.text() + ";\n");
        };
    return text.map(t -> new Binding(name, t));
  }

  private Optional<String> function(String name, Bound one, Bound two) {
    Bound x = new Bound("x", one.domain());
    Bound y = new Bound("y", two.domain());
    return choices
        .among(PLAIN_POINTWISE)
        .map(
            operation ->
                "def rule_%s(x, y) = %s;\n%s = rule_%s(%s, %s);\n"
                    .formatted(
                        name,
                        pointwise.of(operation, x, y).text(),
                        name,
                        name,
                        one.name(),
                        two.name()));
  }

  private String loop(String name, Bound one, Bound two) {
    String start = terms.number(one, Terms.Place.HERE).text();
    String other = terms.number(two, Terms.Place.HERE).text();
    String step =
        switch (random.nextInt(3)) {
          case 0 -> name + " + shift(" + other + ", i, 0)";
          case 1 -> "max(" + name + ", shift(" + other + ", i, 0))";
          default -> "abs(" + name + " - i)";
        };
    return "var %s = %s;\nfor i in [1, 2] {\n%s = %s;\n}\n".formatted(name, start, name, step);
  }

  /** Whether a binding reads all of some names. */
  boolean reads(Binding binding, List<Bound> wanted) {
    return names.readBy(binding.text()).containsAll(wanted);
  }
}

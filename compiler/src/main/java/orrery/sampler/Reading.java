package orrery.sampler;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import orrery.sampler.Terms.Place;

/** Right-hand sides that read other positions. */
final class Reading {
  private final RandomGenerator random;
  private final Names names;
  private final Terms terms;
  private final Selecting selecting;

  Reading(RandomGenerator random, Choices choices, Names names) {
    this.random = random;
    this.names = names;
    this.terms = new Terms(random);
    this.selecting = new Selecting(random, choices, names);
  }

  /** An expression of this operation about two names; empty where its selectors are not allowed. */
  Optional<Phrase> of(Operation operation, Bound one, Bound two) {
    return switch (operation) {
      case SHIFT -> Optional.of(shifted(one));
      case AT -> Optional.of(at(one));
      case LIBRARY -> Optional.of(library(one, two));
      case PICK -> selecting.one(one).map(s -> call("pick", s, value(two), fill(two)));
      case COUNT -> selecting.any(one).map(s -> Phrase.simple("count(" + s.text() + ")"));
      default -> reduced(operation, one, two);
    };
  }

  private Optional<Phrase> reduced(Operation operation, Bound one, Bound two) {
    String name = operation.label();
    return selecting
        .any(one)
        .map(
            s ->
                switch (operation) {
                  case ANY, ALL -> call(name, s, truth(two), "");
                  case SUM -> call(name, s, number(two), "");
                  case MEAN -> call(name, s, random.nextBoolean() ? number(two) : truth(two), "0");
                  default -> call(name, s, number(two), "" + random.nextInt(2));
                });
  }

  private static Phrase call(String name, Phrase selector, String value, String otherwise) {
    String last = otherwise.isEmpty() ? "" : ", " + otherwise;
    return Phrase.simple(name + "(" + selector.text() + ", " + value + last + ")");
  }

  private String value(Bound b) {
    return terms.value(b, Place.HERE).text();
  }

  private String number(Bound b) {
    return terms.number(b, Place.HERE).text();
  }

  private String truth(Bound b) {
    return terms.truth(b, Place.HERE).text();
  }

  /** A default, now and then none. */
  private String fill(Bound b) {
    return random.nextInt(4) == 0 ? "" : terms.literal(b);
  }

  private Phrase shifted(Bound b) {
    String last = fill(b);
    String steps = new String[] {"1", "1", "-1", "2"}[random.nextInt(4)];
    return Phrase.simple(
        "shift(" + value(b) + ", " + steps + (last.isEmpty() ? "" : ", " + last) + ")");
  }

  private Phrase at(Bound b) {
    String where = new String[] {"0", "-1", "0", "1"}[random.nextInt(4)];
    return Phrase.simple(terms.value(b, Place.HERE).operand() + "[" + where + "]");
  }

  private Phrase library(Bound one, Bound two) {
    String x = value(one);
    List<String> calls =
        List.of(
            "hist(" + x + ")",
            "hist(" + x + ")",
            "reverse(" + x + ")",
            "unique(" + x + ", \"again\")",
            "run_length(" + x + ")",
            "mode(" + x + ")",
            "rank(" + number(one) + ")",
            "sort(" + value(two) + ", " + number(one) + ")",
            "cumsum(" + number(one) + ")",
            "argmax(" + number(one) + ")",
            "is_sorted(" + number(one) + ")",
            "count_prevs(" + truth(one) + ")",
            "frac_prevs(" + truth(one) + ")",
            "mark_first_instance(" + truth(one) + ")",
            "contains(" + x + ", " + terms.literal(one) + ")",
            "first_index(" + x + ", " + terms.literal(one) + ", -1)",
            "all_equal(" + x + ", " + value(names.any(random, b -> b.kind() == two.kind())) + ")");
    return Phrase.simple(calls.get(random.nextInt(calls.size())));
  }
}

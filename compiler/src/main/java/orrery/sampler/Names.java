package orrery.sampler;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import orrery.types.Domain;

/** The names of a program so far: what a binding may read, and what nothing reads yet. */
final class Names {
  private final List<Bound> inputs;
  private final List<Bound> bound = new ArrayList<>();
  private final Set<String> unused = new LinkedHashSet<>();

  Names(Domain tokens, int longest) {
    this.inputs =
        List.of(new Bound("tokens", tokens), new Bound("indices", Domain.range(0, longest - 1)));
  }

  /** The variable of the input token. */
  Bound tokens() {
    return inputs.get(0);
  }

  /** The variable of the position. */
  Bound indices() {
    return inputs.get(1);
  }

  /** The bindings so far. */
  List<Bound> bindings() {
    return List.copyOf(bound);
  }

  /** The bindings that nothing reads yet, in order. */
  List<Bound> unread() {
    return bound.stream().filter(b -> unused.contains(b.name())).toList();
  }

  /** Those of the bindings that a text reads. */
  List<Bound> readBy(String text) {
    return bound.stream().filter(b -> reads(text, b)).toList();
  }

  private static boolean reads(String text, Bound b) {
    return Pattern.compile("\\b" + Pattern.quote(b.name()) + "\\b").matcher(text).find();
  }

  /** Adds a binding whose right-hand side is {@code text}. */
  void add(Bound added, String text) {
    readBy(text).forEach(b -> unused.remove(b.name()));
    bound.add(added);
    unused.add(added.name());
  }

  /** What a binding should be about: most often what nothing reads yet. */
  Bound focus(RandomGenerator random) {
    List<Bound> unread = unread();
    if (!unread.isEmpty() && random.nextInt(8) > 0) {
      return unread.get(random.nextInt(unread.size()));
    }
    return any(random);
  }

  /** Something else beside {@code other}: most often what nothing reads yet. */
  Bound partner(Bound other, RandomGenerator random) {
    List<Bound> unread = unread().stream().filter(b -> !b.equals(other)).toList();
    if (!unread.isEmpty() && random.nextInt(4) > 0) {
      return unread.get(random.nextInt(unread.size()));
    }
    return any(random);
  }

  /** Any name, the input's included. */
  Bound any(RandomGenerator random) {
    return any(random, b -> true);
  }

  /** Any name that fits; {@code tokens} where none does. */
  Bound any(RandomGenerator random, Predicate<Bound> fits) {
    List<Bound> all = new ArrayList<>(bound);
    all.add(tokens());
    all.add(tokens());
    all.add(indices());
    List<Bound> fitting = all.stream().filter(fits).toList();
    return fitting.isEmpty() ? tokens() : fitting.get(random.nextInt(fitting.size()));
  }
}

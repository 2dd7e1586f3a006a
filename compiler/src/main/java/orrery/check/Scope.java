package orrery.check;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import orrery.diagnostic.Span;

/** The names known at a place, and those of the places around it. */
final class Scope {
  private final Map<String, Binding> names = new LinkedHashMap<>();
  private final Optional<Scope> parent;
  private final boolean function;

  /**
   * A name's meaning.
   *
   * @param meaning what it stands for
   * @param span where it was bound
   * @param rebindable whether it is a {@code var}
   */
  record Binding(Meaning meaning, Span span, boolean rebindable) {}

  private Scope(Optional<Scope> parent, boolean function) {
    this.parent = parent;
    this.function = function;
  }

  /** A scope around which there is none. */
  static Scope outermost() {
    return new Scope(Optional.empty(), /* function= */ true);
  }

  /** A scope inside this one. */
  Scope inner() {
    return new Scope(Optional.of(this), /* function= */ false);
  }

  /** The scope of a function's body, or of a file: bindings here hide those around. */
  Scope body() {
    return new Scope(Optional.of(this), /* function= */ true);
  }

  /** The binding of a name that a binding here would repeat, up to the function around. */
  Optional<Binding> bound(String name) {
    Binding own = names.get(name);
    if (own != null) return Optional.of(own);
    return function ? Optional.empty() : parent.flatMap(p -> p.bound(name));
  }

  /** The binding of a name, here or around. */
  Optional<Binding> find(String name) {
    Binding own = names.get(name);
    if (own != null) return Optional.of(own);
    return parent.flatMap(p -> p.find(name));
  }

  /** Binds a name here. */
  void bind(String name, Binding binding) {
    names.put(name, binding);
  }

  /** Binds a {@code var} again, where it was bound first. */
  void rebind(String name, Binding binding) {
    if (names.containsKey(name)) {
      names.put(name, binding);
    } else {
      parent.orElseThrow(() -> new AssertionError(name)).rebind(name, binding);
    }
  }

  /** Every name in sight, in order. */
  Collection<String> visible() {
    TreeSet<String> all = new TreeSet<>(names.keySet());
    parent.ifPresent(p -> all.addAll(p.visible()));
    return all;
  }

  /** The names of this scope itself, in the order in which they were bound. */
  Map<String, Binding> own() {
    return names;
  }
}

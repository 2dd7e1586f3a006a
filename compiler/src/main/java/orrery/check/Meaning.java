package orrery.check;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import orrery.causal.Selector;
import orrery.diagnostic.Span;
import orrery.syntax.Parameter;
import orrery.syntax.Statement;
import orrery.types.Value;

/** What an expression stands for while the program is being checked. */
sealed interface Meaning {
  /** A constant. */
  record Constant(Value value) implements Meaning {}

  /** A constant list; a type is one, too. */
  record Listed(List<Meaning> elements) implements Meaning {}

  /** A constant dict, in the order of its entries. */
  record Dict(Map<Value, Meaning> entries) implements Meaning {}

  /** A value at every position. */
  record Sequence(Pointwise tree) implements Meaning {}

  /**
   * A selector.
   *
   * @param selector which positions look where
   * @param name the name that the program gave it first
   */
  record Choice(Selector selector, Optional<String> name) implements Meaning {}

  /** The position itself. */
  record Indices() implements Meaning {}

  /** The number of positions; an error with {@code option causal}. */
  record Length() implements Meaning {}

  /** The query's or the key's position in {@code select(q, k: …)}. */
  record Place(Side side) implements Meaning {}

  /**
   * A function of the program.
   *
   * @param name its name, or {@code fn} for one without
   * @param parameters its parameters
   * @param body its statements
   * @param scope where it was written
   * @param span its header, for the messages
   */
  record Closure(
      String name, List<Parameter> parameters, List<Statement> body, Scope scope, Span span)
      implements Meaning {
    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }

  /** A function of the language itself. */
  record Builtin(BuiltinFunction function) implements Meaning {}

  /** An imported module. */
  record Module(String name, Scope scope) implements Meaning {}

  /** What a statement with an error would have bound; using it is not a further error. */
  record Poison() implements Meaning {}
}

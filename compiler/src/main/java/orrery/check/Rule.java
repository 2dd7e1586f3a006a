package orrery.check;

import java.util.Map;
import java.util.Set;
import orrery.causal.Variable;
import orrery.diagnostic.Span;
import orrery.syntax.BinaryOperator;
import orrery.syntax.UnaryOperator;
import orrery.types.Value;

/** What a {@link Pointwise} node makes of its operands' values at one position. */
sealed interface Rule {
  /** Always this value. */
  record Constant(Value value) implements Rule {}

  /** The value of a variable. */
  record Leaf(Variable variable, Side side) implements Rule {}

  /** An operator before its operand; {@code not} is three-valued. */
  record Unary(UnaryOperator operator) implements Rule {}

  /** An operator between operands; {@code and}, {@code or} and {@code ??} are lazy. */
  record Binary(BinaryOperator operator) implements Rule {}

  /**
   * Operands: condition, value if true, value if false; only the one needed is asked.
   *
   * @param condition where the condition is written
   */
  record Choice(Span condition) implements Rule {}

  /** Whether the operand is not {@code none}. */
  record Defined() implements Rule {}

  /** Whether the operand is one of these; {@code none} for {@code none}. */
  record Member(Set<Value> values) implements Rule {}

  /**
   * A list, a dict or a {@code match}: the first operand chooses which other one is the result.
   *
   * @param operands the number of the operand for each value of the subject
   * @param otherwise the operand for all other values; 0 when there is none
   * @param form what was written, for the message
   */
  record Lookup(Map<Value, Integer> operands, int otherwise, Form form) implements Rule {}

  /** What a {@link Lookup} was written as. */
  enum Form {
    /** {@code [a, b][x]}. */
    LIST,
    /** {@code {k: a}[x]}. */
    DICT,
    /** {@code match x { … }}. */
    MATCH
  }

  /** A function of the library, by its name. */
  record Library(String function) implements Rule {}

  /** A function of the program, computed for every combination of its arguments' values. */
  record Tabulated(Meaning.Closure function) implements Rule {}
}

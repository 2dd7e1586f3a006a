package orrery.check;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import orrery.causal.Variable;
import orrery.diagnostic.Span;
import orrery.types.Value;

/**
 * A function of the variables at one position (or at two, inside a selector), not yet a table.
 *
 * <p>Made by {@link Trees} only, which keeps equal ones one object; so two are equal when they are
 * the same, and a large expression with equal parts stays small.
 */
final class Pointwise {
  private final Rule rule;
  private final List<Pointwise> operands;
  private final Span span;
  private final Set<Rule.Leaf> leaves = new LinkedHashSet<>();

  Pointwise(Rule rule, List<Pointwise> operands, Span span) {
    this.rule = rule;
    this.operands = List.copyOf(operands);
    this.span = span;
    if (rule instanceof Rule.Leaf leaf) leaves.add(leaf);
    operands.forEach(o -> leaves.addAll(o.leaves));
  }

  /** What is made of the operands. */
  Rule rule() {
    return rule;
  }

  /** The operands in order. */
  List<Pointwise> operands() {
    return operands;
  }

  /** Where it was written first. */
  Span span() {
    return span;
  }

  /** The variables read, each once, in order of appearance. */
  Set<Rule.Leaf> leaves() {
    return leaves;
  }

  /** The variable, when this is nothing but a variable. */
  Optional<Variable> variable() {
    return rule instanceof Rule.Leaf leaf ? Optional.of(leaf.variable()) : Optional.empty();
  }

  /** The value, when this is nothing but a constant. */
  Optional<Value> constant() {
    return rule instanceof Rule.Constant c ? Optional.of(c.value()) : Optional.empty();
  }

  /** Whether every leaf is read on this side. */
  boolean isOn(Side side) {
    return leaves.stream().allMatch(l -> l.side() == side);
  }
}

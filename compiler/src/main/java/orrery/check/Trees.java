package orrery.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import orrery.causal.Variable;
import orrery.diagnostic.Span;
import orrery.types.Value;

/** Makes {@link Pointwise} functions, equal ones the same object. */
final class Trees {
  private final Map<Key, Pointwise> known = new HashMap<>();

  /** The library's expressions stay apart, so that no message about a program points there. */
  private record Key(Rule rule, List<Pointwise> operands, boolean library) {}

  /** The function of this rule and these operands. */
  Pointwise of(Rule rule, List<Pointwise> operands, Span span) {
    return known.computeIfAbsent(
        new Key(rule, List.copyOf(operands), StandardLibrary.isPart(span)),
        k -> new Pointwise(rule, operands, span));
  }

  /** A constant. */
  Pointwise constant(Value value, Span span) {
    return of(new Rule.Constant(value), List.of(), span);
  }

  /** A variable read at the position itself. */
  Pointwise leaf(Variable variable, Span span) {
    return of(new Rule.Leaf(variable, Side.HERE), List.of(), span);
  }

  /** The same function with every leaf that {@code from} reads moved to {@code to}. */
  Pointwise moved(Pointwise tree, Side from, Side to) {
    return replaced(tree, leaf -> leaf.side() == from ? new Rule.Leaf(leaf.variable(), to) : leaf);
  }

  /** The same function with its leaves replaced. */
  Pointwise replaced(Pointwise tree, Function<Rule.Leaf, Rule> replacement) {
    return replaced(tree, replacement, new HashMap<>());
  }

  private Pointwise replaced(
      Pointwise tree, Function<Rule.Leaf, Rule> replacement, Map<Pointwise, Pointwise> done) {
    Pointwise before = done.get(tree);
    if (before != null) return before;
    Pointwise result;
    if (tree.rule() instanceof Rule.Leaf leaf) {
      result = of(replacement.apply(leaf), List.of(), tree.span());
    } else {
      List<Pointwise> operands =
          tree.operands().stream().map(o -> replaced(o, replacement, done)).toList();
      result = of(tree.rule(), operands, tree.span());
    }
    done.put(tree, result);
    return result;
  }
}

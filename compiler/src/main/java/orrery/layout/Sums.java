package orrery.layout;

import java.util.List;
import java.util.Optional;
import orrery.causal.Annotations;
import orrery.causal.Mechanism;
import orrery.causal.Reduction;
import orrery.causal.Selector;
import orrery.causal.Variable;
import orrery.types.Domain;
import orrery.types.Value;

/** Sums in terms of counts and means: attention averages, it does not add up. */
final class Sums {
  private final int maxLength;

  Sums(int maxLength) {
    this.maxLength = maxLength;
  }

  /** The table of a count, or of a mean and a count, that equals the sum {@code x}. */
  Variable standIn(Variable x, Mechanism.Attention a) {
    Variable value = a.value().orElseThrow(() -> new AssertionError("no value"));
    return value.domain().values().stream().allMatch(Sums::isBit)
        ? ofBits(x, a, value)
        : ofNumbers(x, a, value);
  }

  private static boolean isBit(Value v) {
    return v instanceof Value.Truth || v.equals(Value.of(0)) || v.equals(Value.of(1));
  }

  private Variable ofBits(Variable x, Mechanism.Attention a, Variable value) {
    Value one = value.domain().contains(Value.TRUE) ? Value.TRUE : Value.of(1);
    Selector ones = new Selector.And(a.selector(), SelectorPlanner.equal(value, one));
    Variable count = count(x, a, ones, Mechanism.Bound.proven(true));
    int[] codes = new int[count.domain().size()];
    for (int c = 0; c < codes.length; c++) codes[c] = x.domain().code(count.domain().value(c));
    return table(x, List.of(count), codes);
  }

  private Variable ofNumbers(Variable x, Mechanism.Attention a, Variable value) {
    Variable count = count(x, a, a.selector(), a.emptiness());
    Mechanism.Attention mean =
        new Mechanism.Attention(
            a.selector(),
            Reduction.MEAN,
            Optional.of(value),
            Value.of(0),
            a.emptiness(),
            a.width());
    Variable average = hidden(x, ".mean", mean);
    Domain means = average.domain();
    int[] codes = new int[means.size() * count.domain().size()];
    for (int m = 0; m < means.size(); m++) {
      for (int c = 0; c < count.domain().size(); c++) {
        codes[m * count.domain().size() + c] =
            x.domain().code(product(means.value(m), count.domain().value(c)));
      }
    }
    return table(x, List.of(average, count), codes);
  }

  private static Value product(Value a, Value b) {
    return a instanceof Value.Rational x && b instanceof Value.Rational y
        ? Value.of(x.number().multiply(y.number()))
        : Value.NONE;
  }

  private Variable count(
      Variable x, Mechanism.Attention a, Selector selector, Mechanism.Bound emptiness) {
    return hidden(
        x,
        ".count",
        new Mechanism.Attention(
            selector, Reduction.COUNT, Optional.empty(), Value.NONE, emptiness, a.width()));
  }

  private Variable hidden(Variable x, String suffix, Mechanism.Attention a) {
    return new Variable(
        x.name() + suffix, Mechanism.domainOf(a, maxLength), a, Annotations.UNNAMED);
  }

  private static Variable table(Variable x, List<Variable> parents, int[] codes) {
    return new Variable(
        x.name(), x.domain(), new Mechanism.Table(parents, codes), Annotations.UNNAMED);
  }
}

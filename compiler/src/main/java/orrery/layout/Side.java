package orrery.layout;

import java.util.BitSet;
import java.util.List;

/** One side of a factor: reads which class of values a variable is in; a constant for none. */
final class Side {
  private final List<orrery.causal.Variable> variables;
  private final Classes classes;
  private final Realizer realizer;

  Side(Realizer realizer, List<orrery.causal.Variable> variables, Classes classes) {
    this.realizer = realizer;
    this.variables = variables;
    this.classes = classes;
  }

  /** The functional that is 1 where the variable's class is a member, else 0. */
  Reading read(BitSet members) {
    if (variables.isEmpty() || members.cardinality() == classes.count()) {
      return Reading.constant(1);
    }
    return ClassReading.of(realizer, variables.get(0), classes, members);
  }
}

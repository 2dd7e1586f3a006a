package orrery.layout;

import java.util.BitSet;
import orrery.causal.Variable;

/** Reads which class of values a variable is in, through the narrowest subspace that tells. */
final class ClassReading {
  private ClassReading() {}

  /**
   * The functional that is 1 where the variable's class is a member, else 0. A variable that is not
   * categorical yet gets a subspace for the classes alone when they are at most half its values, or
   * when nothing but this reading is known to need it.
   */
  static Reading of(Realizer realizer, Variable x, Classes classes, BitSet members) {
    int most = x.annotations().named() ? x.domain().size() / 2 : x.domain().size() - 1;
    if (!realizer.isCategorical(x) && classes.count() <= most) {
      Variable narrow = realizer.classVariable(x.name() + ".class", java.util.List.of(x), classes);
      double[] h = new double[classes.count()];
      members.stream().forEach(c -> h[c] = 1);
      return realizer.categorical(narrow).read(h);
    }
    return realizer.categorical(x).read(classes.indicator(members));
  }
}

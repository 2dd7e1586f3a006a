package orrery.layout;

import java.util.ArrayList;
import java.util.List;
import orrery.causal.Mechanism;
import orrery.causal.Variable;

/**
 * Fuses chains of pointwise functions: a parent that nobody else has realized is computed inside
 * the table of its child.
 *
 * <p>Named variables of several parents keep a cell of their own, and so does whatever would make
 * the table longer than {@link #MOST_ROWS} rows.
 */
final class Fusion {
  private static final int MOST_ROWS = 4096;

  private Fusion() {}

  static Mechanism.Table fused(Realizer realizer, Variable x, Mechanism.Table table) {
    Mechanism.Table current = table;
    boolean fusing = true;
    while (fusing) {
      fusing = false;
      for (Variable parent : current.parents()) {
        if (!isFusible(realizer, parent)) continue;
        Mechanism.Table inner = (Mechanism.Table) realizer.meaning(parent).mechanism();
        List<Variable> leaves = leaves(current, parent, inner);
        boolean grows = inner.parents().size() > 1 && current.parents().size() > 1;
        if (grows && Conjunct.rows(leaves) > MOST_ROWS) continue;
        current = substitute(current, parent, inner, leaves);
        realizer.readsAround(parent);
        fusing = true;
        break;
      }
    }
    return current;
  }

  private static boolean isFusible(Realizer realizer, Variable parent) {
    if (!(realizer.prepared(parent).mechanism() instanceof Mechanism.Table t)
        || realizer.isOwned(parent)
        || realizer.isCategorical(parent)) {
      return false;
    }
    if (t.parents().size() <= 1) return true;
    return !parent.annotations().named() && realizer.scalar(parent).isEmpty();
  }

  private static List<Variable> leaves(
      Mechanism.Table outer, Variable parent, Mechanism.Table inner) {
    List<Variable> leaves = new ArrayList<>(outer.parents());
    leaves.remove(parent);
    for (Variable v : inner.parents()) {
      if (!leaves.contains(v)) leaves.add(v);
    }
    return leaves;
  }

  private static Mechanism.Table substitute(
      Mechanism.Table outer, Variable parent, Mechanism.Table inner, List<Variable> leaves) {
    int[] codes = new int[(int) Conjunct.rows(leaves)];
    int[] at = new int[leaves.size()];
    for (int row = 0; row < codes.length; row++) {
      int middle = inner.codes()[row(inner.parents(), leaves, at)];
      codes[row] =
          middle < 0
              ? Mechanism.Table.UNREACHABLE
              : outer.codes()[row(outer, parent, middle, leaves, at)];
      Conjunct.advance(at, leaves);
    }
    return new Mechanism.Table(leaves, codes);
  }

  private static int row(List<Variable> parents, List<Variable> leaves, int[] at) {
    int row = 0;
    for (Variable v : parents) row = row * v.domain().size() + at[leaves.indexOf(v)];
    return row;
  }

  private static int row(
      Mechanism.Table outer, Variable parent, int code, List<Variable> leaves, int[] at) {
    int row = 0;
    for (Variable v : outer.parents()) {
      row = row * v.domain().size() + (v == parent ? code : at[leaves.indexOf(v)]);
    }
    return row;
  }
}

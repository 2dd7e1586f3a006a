package orrery.truth;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import orrery.causal.Mechanism;
import orrery.causal.Variable;
import orrery.circuit.CompiledModel;
import orrery.circuit.Placement;
import orrery.circuit.Readout;
import orrery.circuit.Span;

/**
 * Which variables can be changed in the residual stream and no other with them: those with a
 * subspace of their own.
 *
 * <p>A variable without placement is looked up from its parents, and one that is a linear function
 * of several stands in their directions: to change it there is to change them. Both are covered by
 * the exchange of what they are read from.
 */
final class Exchangeable {
  private static final double ROUNDING = 1e-6;

  private Exchangeable() {}

  /** Throws an IllegalArgumentException where the subspace of some variable is not known. */
  static void requireSubspaces(CompiledModel model) {
    for (Variable v : model.meaning().variables()) {
      if (!model.alignment().of(v).stream().allMatch(p -> p.readout().isDecodable())) {
        throw new IllegalArgumentException(
            "`%s` has no known subspace: of a trained model, whole components are exchanged"
                .formatted(v.name()));
      }
    }
  }

  /** The variables with a subspace of their own, parents first. */
  static List<Variable> of(CompiledModel model) {
    List<Variable> own = new ArrayList<>();
    for (Variable v : model.meaning().variables()) {
      List<Placement> placements = model.alignment().of(v);
      if (!placements.isEmpty() && placements.stream().noneMatch(p -> isShared(model, p))) {
        own.add(v);
      }
    }
    return own;
  }

  /**
   * One number that is read off the subspaces of what the variable is computed from: one of them is
   * written at the same time, or it is in part in one that was there before. (A subspace that is
   * used again is all in one that was there before.)
   */
  private static boolean isShared(CompiledModel model, Placement p) {
    boolean isNumber = p.readout().kind() == Readout.Kind.SCALAR;
    if (!isNumber || !(p.variable().mechanism() instanceof Mechanism.Table)) return false;
    double[] direction = p.readout().directions().rowToArray(0);
    for (Variable ancestor : ancestors(p.variable())) {
      for (Placement q : model.alignment().of(ancestor)) {
        if (q.time() > p.time()) continue;
        double part = norm(Span.of(q.readout().directions()).project(direction)) / norm(direction);
        if (part > ROUNDING && (q.time() == p.time() || part < 1 - ROUNDING)) return true;
      }
    }
    return false;
  }

  private static Set<Variable> ancestors(Variable variable) {
    List<Variable> todo = new ArrayList<>(variable.parents());
    Set<Variable> seen = new LinkedHashSet<>();
    while (!todo.isEmpty()) {
      Variable v = todo.remove(todo.size() - 1);
      if (seen.add(v)) todo.addAll(v.parents());
    }
    return seen;
  }

  private static double norm(double[] vector) {
    double sum = 0;
    for (double x : vector) sum += x * x;
    return Math.sqrt(sum);
  }
}

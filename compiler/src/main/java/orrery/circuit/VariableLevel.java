package orrery.circuit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import orrery.causal.CausalModel;
import orrery.causal.Mechanism;
import orrery.causal.Selector;
import orrery.causal.Variable;

/**
 * The ground truth at the level of variables: which variable is computed from which, and how.
 *
 * @param variables the nodes, parents first
 * @param arcs from parents to children, by child
 */
public record VariableLevel(List<Variable> variables, List<Arc> arcs) {
  /** The ways in which a variable is read. */
  public enum Use {
    /** At the same position, by a table. */
    TABLE,
    /** At other positions: what is moved. */
    VALUE,
    /** At other positions: by a selector, at the key, the score of a narrowing among them. */
    KEY,
    /** At the same position: by a selector, at the query. */
    QUERY
  }

  /** One reading of a parent by a child. */
  public record Arc(Variable parent, Variable child, Use use) {}

  /** The graph of a model. */
  public static VariableLevel of(CausalModel model) {
    List<Arc> arcs = new ArrayList<>();
    for (Variable child : model.variables()) {
      if (child.mechanism() instanceof Mechanism.Table t) {
        t.parents().forEach(p -> add(arcs, p, child, Use.TABLE));
      } else if (child.mechanism() instanceof Mechanism.Attention a) {
        a.value().ifPresent(v -> add(arcs, v, child, Use.VALUE));
        add(arcs, a.selector(), child);
      }
    }
    return new VariableLevel(model.variables(), List.copyOf(arcs));
  }

  private static void add(List<Arc> arcs, Variable parent, Variable child, Use use) {
    Arc arc = new Arc(parent, child, use);
    if (!arcs.contains(arc)) arcs.add(arc);
  }

  private static void add(List<Arc> arcs, Selector selector, Variable child) {
    if (selector instanceof Selector.Predicate p) {
      p.keys().forEach(v -> add(arcs, v, child, Use.KEY));
      p.queries().forEach(v -> add(arcs, v, child, Use.QUERY));
    } else if (selector instanceof Selector.And a) {
      add(arcs, a.left(), child);
      add(arcs, a.right(), child);
    } else if (selector instanceof Selector.Or o) {
      add(arcs, o.left(), child);
      add(arcs, o.right(), child);
    } else if (selector instanceof Selector.Not n) {
      add(arcs, n.inner(), child);
    } else if (selector instanceof Selector.Narrow n) {
      add(arcs, n.inner(), child);
      Optional<Variable> score = n.score();
      score.ifPresent(s -> add(arcs, s, child, Use.KEY));
    }
  }
}

package orrery.task;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import orrery.causal.CausalModel;
import orrery.causal.Mechanism;
import orrery.causal.Variable;

/** Which variables can be changed alone, and what must then stay as it is. */
record Descent(CausalModel meaning) {
  /** The variables from which a value follows, itself left out. */
  static Set<Variable> ancestors(Variable variable) {
    Set<Variable> ancestors = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Variable> todo = new ArrayList<>(variable.parents());
    while (!todo.isEmpty()) {
      Variable next = todo.remove(todo.size() - 1);
      if (ancestors.add(next)) todo.addAll(next.parents());
    }
    return ancestors;
  }

  /** The variables whose values do not determine this one's, itself left out. */
  List<Variable> others(Variable variable) {
    Set<Variable> ancestors = ancestors(variable);
    return meaning.variables().stream()
        .filter(w -> w != variable && !ancestors.contains(w))
        .toList();
  }

  /**
   * The variables between input and outputs: they depend on a token, an output depends on them, and
   * no output is merely another name of theirs. Those that the program names, or all where it names
   * none.
   */
  List<Variable> between() {
    Set<Variable> upstream = Collections.newSetFromMap(new IdentityHashMap<>());
    meaning.outputs().forEach(o -> upstream.addAll(ancestors(o.variable())));
    List<Variable> all =
        meaning.variables().stream()
            .filter(upstream::contains)
            .filter(v -> ancestors(v).contains(meaning.tokens()))
            .filter(v -> meaning.outputs().stream().noneMatch(o -> renames(o.variable(), v)))
            .toList();
    List<Variable> named = all.stream().filter(v -> v.annotations().named()).toList();
    return named.isEmpty() ? all : named;
  }

  private static boolean renames(Variable output, Variable v) {
    if (output == v) return true;
    return output.mechanism() instanceof Mechanism.Table t
        && t.parents().equals(List.of(v))
        && isInjective(t.codes());
  }

  private static boolean isInjective(int[] codes) {
    int[] reached = java.util.Arrays.stream(codes).filter(c -> c >= 0).toArray();
    return java.util.Arrays.stream(reached).distinct().count() == reached.length;
  }
}

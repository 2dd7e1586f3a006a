package orrery.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import orrery.causal.Annotations;
import orrery.causal.Mechanism;
import orrery.causal.Variable;
import orrery.types.Domain;

/**
 * The variables made so far, parents before children, with their unique names.
 *
 * <p>Two unnamed intermediate results with the same mechanism are one variable.
 */
final class Nodes {
  private final List<Variable> all = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private final Map<Object, Variable> shared = new HashMap<>();
  private final Map<String, Integer> counters = new HashMap<>();

  private record TableKey(List<Variable> parents, Domain domain, List<Integer> codes) {}

  /** With the domain, because {@code count(full)} under a causal mask is not the length. */
  private record ReadKey(Mechanism mechanism, Domain domain) {}

  /** Every variable, parents before children. */
  List<Variable> all() {
    return List.copyOf(all);
  }

  /** The name itself where it is free, else {@code name.2}, {@code name.3}, … */
  String free(String name) {
    String free = name;
    for (int n = 2; names.contains(free); n++) {
      free = name + "." + n;
    }
    return free;
  }

  /** A new named variable. */
  Variable create(String name, Domain domain, Mechanism mechanism, Annotations annotations) {
    Variable v = new Variable(free(name), domain, mechanism, annotations);
    names.add(v.name());
    all.add(v);
    shared.merge(key(v), v, (old, more) -> old.annotations().named() ? old : more);
    return v;
  }

  /** An intermediate result: an equal one if there is one, else a new one named by the hint. */
  Variable intermediate(String hint, Domain domain, Mechanism mechanism) {
    Variable candidate = new Variable(hint, domain, mechanism, Annotations.UNNAMED);
    Variable known = shared.get(key(candidate));
    if (known != null) return known;
    String name;
    do {
      name = hint + "_" + counters.merge(hint, 1, Integer::sum);
    } while (names.contains(name));
    return create(name, domain, mechanism, Annotations.UNNAMED);
  }

  private static Object key(Variable v) {
    if (v.mechanism() instanceof Mechanism.Table t) {
      return new TableKey(
          t.parents(), v.domain(), java.util.Arrays.stream(t.codes()).boxed().toList());
    }
    return new ReadKey(v.mechanism(), v.domain());
  }

  /** The state to which {@link #restore} goes back. */
  int mark() {
    return all.size();
  }

  /** Forgets the variables made since {@code mark}. */
  void restore(int mark) {
    while (all.size() > mark) {
      Variable last = all.remove(all.size() - 1);
      names.remove(last.name());
      shared.remove(key(last), last);
    }
  }
}

package orrery.check;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import orrery.causal.CausalModel;
import orrery.causal.Variable;

/** From a checked program to the causal model that is compiled. */
public final class Lowering {
  private Lowering() {}

  /** The program's meaning: what its outputs and decoys need, and no more. */
  public static CausalModel lower(TypedProgram program) {
    Map<Variable, Boolean> needed = needed(program);
    List<Variable> variables = program.variables().stream().filter(needed::containsKey).toList();
    return new CausalModel(
        program.name(), program.inputs(), program.input().tokens(), variables, program.outputs());
  }

  /** The variables that an output or a decoy reads, directly or not, and the tokens. */
  static Map<Variable, Boolean> needed(TypedProgram program) {
    Deque<Variable> roots = new ArrayDeque<>();
    roots.add(program.input().tokens());
    program.outputs().forEach(o -> roots.add(o.variable()));
    program.variables().stream().filter(v -> v.annotations().decoy()).forEach(roots::add);
    return above(roots);
  }

  /** The variables that only an assumption or a check reads. */
  static Map<Variable, Boolean> tested(TypedProgram program) {
    Deque<Variable> roots = new ArrayDeque<>(program.inputs().assumptions());
    program.checks().forEach(c -> roots.addAll(c.condition().reads()));
    return above(roots);
  }

  private static Map<Variable, Boolean> above(Deque<Variable> roots) {
    Map<Variable, Boolean> above = new HashMap<>();
    while (!roots.isEmpty()) {
      Variable v = roots.remove();
      if (above.put(v, true) == null) roots.addAll(v.parents());
    }
    return above;
  }
}

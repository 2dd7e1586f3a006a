package orrery.artifact;

import com.google.gson.JsonArray;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import orrery.causal.Variable;
import orrery.circuit.CompiledModel;

/**
 * Every variable that a folder's files speak of, parents before children, each with an id: its
 * name, or its name with a number where a variable that the causal model does not list has the same
 * one.
 */
final class VariableTable {
  private final Map<Variable, String> ids = new IdentityHashMap<>();
  private final List<Variable> order = new ArrayList<>();
  private final Set<Variable> listed;
  private final Set<String> taken = new HashSet<>();

  /** The selectors written so far, each after those that it is made of. */
  final SelectorTable selectors;

  VariableTable(CompiledModel model) {
    this.selectors = new SelectorTable(this);
    this.listed = java.util.Collections.newSetFromMap(new IdentityHashMap<>());
    listed.addAll(model.meaning().variables());
    model.meaning().variables().forEach(v -> taken.add(v.name()));
    add(model.meaning().tokens());
    model.meaning().inputs().assumptions().forEach(this::add);
    model.meaning().variables().forEach(this::add);
    model.meaning().outputs().forEach(o -> add(o.variable()));
    model.heads().forEach(h -> add(h.variable()));
    model.heads().forEach(h -> h.selector().variables(this::add));
    model.alignment().placements().keySet().forEach(this::add);
    model.heads().forEach(h -> selectors.index(h.selector()));
  }

  private void add(Variable variable) {
    if (ids.containsKey(variable)) return;
    variable.parents().forEach(this::add);
    ids.put(variable, listed.contains(variable) ? variable.name() : fresh(variable.name()));
    order.add(variable);
  }

  private String fresh(String name) {
    String id = name;
    for (int n = 2; !taken.add(id); n++) id = name + "#" + n;
    return id;
  }

  /** All variables, parents before children. */
  List<Variable> order() {
    return order;
  }

  /** Whether the causal model does not list this variable: only a head's selector reads it. */
  boolean isHidden(Variable variable) {
    return !listed.contains(variable);
  }

  String id(Variable variable) {
    String id = ids.get(variable);
    if (id == null) throw new IllegalArgumentException("no variable of this model: " + variable);
    return id;
  }

  JsonArray ids(Collection<Variable> variables) {
    JsonArray array = new JsonArray();
    variables.forEach(v -> array.add(id(v)));
    return array;
  }

  /** What has been read so far: variables by id, and which of them are hidden. */
  static final class Read {
    final Map<String, Variable> byId = new LinkedHashMap<>();
    final Map<Variable, Integer> depth = new IdentityHashMap<>();
    final List<Variable> listed = new ArrayList<>();

    /** No chain of variables is longer; reading and running them recurs that deep. */
    static final int MOST_DEPTH = 1000;

    Variable variable(JsonNode id) throws ArtifactException {
      return id.among(byId, "a variable that stands before");
    }

    List<Variable> variables(JsonNode node) throws ArtifactException {
      List<Variable> variables = new ArrayList<>();
      for (JsonNode id : node.items()) {
        Variable v = variable(id);
        id.require(!variables.contains(v), "must not come twice");
        variables.add(v);
      }
      return variables;
    }

    void add(String id, Variable variable, boolean hidden, JsonNode node) throws ArtifactException {
      int deepest = 0;
      for (Variable p : variable.parents()) deepest = Math.max(deepest, depth.getOrDefault(p, 0));
      node.require(deepest < MOST_DEPTH, "must not stand at the end of so long a chain");
      depth.put(variable, deepest + 1);
      byId.put(id, variable);
      if (!hidden) listed.add(variable);
    }
  }

  /** The number of joint values of variables, or -1 where it is more than {@code most}. */
  static long rows(List<Variable> variables, long most) {
    long rows = 1;
    for (Variable v : variables) {
      rows *= v.domain().size();
      if (rows > most) return -1;
    }
    return rows;
  }
}

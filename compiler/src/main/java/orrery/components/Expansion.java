package orrery.components;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import orrery.causal.Mechanism;
import orrery.causal.Selector;
import orrery.causal.Variable;
import orrery.circuit.CompiledModel;
import orrery.circuit.Component;
import orrery.circuit.Edge;
import orrery.circuit.Placement;
import orrery.circuit.Port;

/**
 * Takes a causal model apart into what each component writes: every placement becomes a variable of
 * its own, and every reader reads the one whose label stands on its edge.
 *
 * <p>A variable that a reader does not read itself reaches it in one of two ways: through a label
 * that is no variable's, such as a joint key, whose writer then passes on a copy of what it reads;
 * or the reader computes it from the variable's parents (a view).
 */
final class Expansion {
  /** Who reads a variable, and where. */
  private record Asked(Variable variable, Component reader, Port port) {}

  private final CompiledModel model;
  private final Map<String, Placement> byLabel = new LinkedHashMap<>();
  private final Map<String, Variable> placed = new HashMap<>();
  private final Map<Asked, Optional<Variable>> resolved = new HashMap<>();
  private final Map<Variable, Map<Component, Variable>> copies = new LinkedHashMap<>();
  private final Set<Variable> order = new LinkedHashSet<>(); // parents before children
  final Map<Component, Set<Variable>> written = new LinkedHashMap<>();

  Expansion(CompiledModel model) {
    this.model = model;
    for (List<Placement> own : model.alignment().placements().values()) {
      for (Placement p : own) byLabel.putIfAbsent(p.label(), p);
    }
  }

  /** The variables made so far, parents before children. */
  List<Variable> variables() {
    return List.copyOf(order);
  }

  /**
   * What stands for a variable where a reader reads it, at the first of some ports that it has. A
   * variable that no edge brings, because it makes no difference there, is the program's own: no
   * component changes it.
   */
  Variable resolve(Variable variable, Component reader, Port... ports) {
    for (Port port : ports) {
      Optional<Variable> found = find(variable, reader, port);
      if (found.isPresent()) return found.get();
    }
    return own(variable);
  }

  private Variable own(Variable variable) {
    variable.parents().forEach(this::own);
    order.add(variable);
    return variable;
  }

  private Optional<Variable> find(Variable variable, Component reader, Port port) {
    Asked asked = new Asked(variable, reader, port);
    Optional<Variable> known = resolved.get(asked);
    if (known != null) return known;
    Optional<Variable> found = read(variable, reader, port);
    if (found.isEmpty()) found = passedOn(variable, reader, port);
    if (found.isEmpty()) found = view(variable, reader, port);
    resolved.put(asked, found);
    return found;
  }

  private List<Edge> edges(Component reader, Port port) {
    return model.program().edges().keySet().stream()
        .filter(e -> e.to().equals(reader) && e.port() == port)
        .toList();
  }

  private Set<String> labels(Edge edge) {
    return model.program().edges().getOrDefault(edge, java.util.Collections.emptySortedSet());
  }

  /** The latest placement of the variable whose label is on an edge into the reader. */
  private Optional<Variable> read(Variable variable, Component reader, Port port) {
    Optional<Placement> latest = Optional.empty();
    for (Edge edge : edges(reader, port)) {
      for (String label : labels(edge)) {
        Placement p = byLabel.get(label);
        if (p == null || p.variable() != variable || !p.writers().contains(edge.from())) continue;
        if (latest.isEmpty() || latest.get().time() < p.time()) latest = Optional.of(p);
      }
    }
    return latest.map(this::placed);
  }

  /** Through a label that is no variable's: its writer passes on what it reads. */
  private Optional<Variable> passedOn(Variable variable, Component reader, Port port) {
    for (Edge edge : edges(reader, port)) {
      boolean joint = labels(edge).stream().anyMatch(l -> !byLabel.containsKey(l));
      boolean computes =
          edge.from().kind() == Component.Kind.MLP || edge.from().kind() == Component.Kind.HEAD;
      if (!joint || !computes) continue;
      Optional<Variable> behind = anyPort(variable, edge.from());
      if (behind.isPresent()) return Optional.of(copy(behind.get(), edge.from()));
    }
    return Optional.empty();
  }

  private Optional<Variable> anyPort(Variable variable, Component reader) {
    for (Port port : Port.values()) {
      if (edges(reader, port).isEmpty()) continue;
      Optional<Variable> found = find(variable, reader, port);
      if (found.isPresent()) return found;
    }
    return Optional.empty();
  }

  private Variable copy(Variable of, Component writer) {
    return copies
        .computeIfAbsent(of, v -> new LinkedHashMap<>())
        .computeIfAbsent(writer, w -> made(same(of.name() + "@" + w, of), List.of(w)));
  }

  private static Variable same(String name, Variable of) {
    int[] codes = IntStream.range(0, of.domain().size()).toArray();
    return new Variable(
        name, of.domain(), new Mechanism.Table(List.of(of), codes), of.annotations());
  }

  private Variable made(Variable variable, List<Component> writers) {
    order.add(variable);
    for (Component w : writers) {
      written.computeIfAbsent(w, c -> new LinkedHashSet<>()).add(variable);
    }
    return variable;
  }

  /** The reader computes it from its parents. */
  private Optional<Variable> view(Variable variable, Component reader, Port port) {
    if (!(variable.mechanism() instanceof Mechanism.Table table)) return Optional.empty();
    List<Variable> parents = new ArrayList<>();
    for (Variable parent : table.parents()) {
      Optional<Variable> own = find(parent, reader, port);
      if (own.isEmpty()) return Optional.empty();
      parents.add(own.get());
    }
    String name = "%s@%s<%s>".formatted(variable.name(), reader, port);
    Mechanism mechanism = new Mechanism.Table(parents, table.codes());
    return Optional.of(
        made(new Variable(name, variable.domain(), mechanism, variable.annotations()), List.of()));
  }

  private Variable placed(Placement p) {
    Variable known = placed.get(p.label());
    if (known != null) return known;
    Component writer = p.writers().get(p.writers().size() - 1);
    Variable own;
    if (writer.kind() == Component.Kind.EMBED || writer.kind() == Component.Kind.POS_EMBED) {
      own = p.variable();
      order.add(own);
    } else {
      Optional<Variable> earlier = earlier(p, writer);
      own =
          made(
              earlier.isPresent()
                  ? same(p.label(), earlier.get())
                  : new Variable(
                      p.label(),
                      p.variable().domain(),
                      mechanism(p.variable(), writer),
                      p.variable().annotations()),
              p.writers());
    }
    placed.put(p.label(), own);
    return own;
  }

  /** Another placement of the same variable that the writer reads. */
  private Optional<Variable> earlier(Placement p, Component writer) {
    for (Port port : Port.values()) {
      for (Edge edge : edges(writer, port)) {
        for (String label : labels(edge)) {
          Placement other = byLabel.get(label);
          if (other != null && other.variable() == p.variable() && !label.equals(p.label())) {
            return Optional.of(placed(other));
          }
        }
      }
    }
    return Optional.empty();
  }

  private Mechanism mechanism(Variable variable, Component writer) {
    Mechanism mechanism = variable.mechanism();
    if (mechanism instanceof Mechanism.Table t) {
      return new Mechanism.Table(
          t.parents().stream().map(v -> resolve(v, writer, Port.values())).toList(), t.codes());
    }
    if (mechanism instanceof Mechanism.Attention && writer.kind() == Component.Kind.MLP) {
      return new Mechanism.Table(
          List.of(counted(variable, writer)),
          IntStream.range(0, variable.domain().size()).toArray());
    }
    if (mechanism instanceof Mechanism.Attention a) {
      UnaryOperator<Variable> query = v -> resolve(v, writer, Port.Q, Port.K);
      UnaryOperator<Variable> key = v -> resolve(v, writer, Port.K, Port.Q);
      return new Mechanism.Attention(
          selector(a.selector(), query, key),
          a.reduction(),
          // any and all move a constant: what is asked for is a part of the selection
          a.value().map(v -> resolve(v, writer, Port.V, Port.K, Port.Q)),
          a.otherwise(),
          a.emptiness(),
          a.width());
    }
    throw new AssertionError("%s writes %s".formatted(writer, variable));
  }

  /** What a head has counted for an MLP that makes a variable of it. */
  private Variable counted(Variable variable, Component writer) {
    for (Edge edge : edges(writer, Port.MLP)) {
      boolean head = edge.from().kind() == Component.Kind.HEAD;
      for (String label : labels(edge)) {
        if (!head || byLabel.containsKey(label)) continue;
        Variable known = placed.get(label);
        if (known == null) {
          Mechanism own = mechanism(variable, edge.from());
          known =
              made(
                  new Variable(label, variable.domain(), own, variable.annotations()),
                  List.of(edge.from()));
          placed.put(label, known);
        }
        if (known.domain().equals(variable.domain())) return known;
      }
    }
    throw new AssertionError("%s makes %s of nothing".formatted(writer, variable));
  }

  private static Selector selector(
      Selector s, UnaryOperator<Variable> query, UnaryOperator<Variable> key) {
    if (s instanceof Selector.Predicate p) {
      return new Selector.Predicate(
          p.keys().stream().map(key).toList(), p.queries().stream().map(query).toList(), p.holds());
    }
    if (s instanceof Selector.And a) {
      return new Selector.And(selector(a.left(), query, key), selector(a.right(), query, key));
    }
    if (s instanceof Selector.Or o) {
      return new Selector.Or(selector(o.left(), query, key), selector(o.right(), query, key));
    }
    if (s instanceof Selector.Not n) return new Selector.Not(selector(n.inner(), query, key));
    if (s instanceof Selector.Narrow n) {
      return new Selector.Narrow(
          selector(n.inner(), query, key), n.narrowing(), n.score().map(key));
    }
    return s;
  }
}

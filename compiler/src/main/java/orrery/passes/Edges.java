package orrery.passes;

import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import orrery.circuit.Circuit;
import orrery.circuit.Edge;

/** Collects the edges of a circuit. */
final class Edges {
  private final SortedMap<Edge, SortedSet<String>> edges = new TreeMap<>();

  Edges add(Edge edge, SortedSet<String> carried) {
    edges.computeIfAbsent(edge, e -> new TreeSet<>()).addAll(carried);
    return this;
  }

  Edges addAll(Circuit circuit) {
    circuit.edges().forEach(this::add);
    return this;
  }

  Circuit circuit(Circuit.Family family) {
    return new Circuit(family, edges);
  }
}

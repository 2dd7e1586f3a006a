package orrery.draw;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import orrery.circuit.Component;
import orrery.circuit.Edge;

/**
 * A circuit that a method found beside the true one: what it found stands in the colour of its
 * port, what it missed in dashes of that colour, what it found wrongly in dots.
 *
 * @param truth the true edges
 * @param found those that the method found
 */
public record ComparedCircuit(Set<Edge> truth, Set<Edge> found) {
  /** What became of an edge. */
  public enum Verdict {
    /** True and found. */
    FOUND,
    /** True and not found. */
    MISSED,
    /** Found and not true. */
    FALSE
  }

  /** An edge that no truth has. */
  private static final Kind FALSE = new Kind("found, not true", Tint.VERMILION, Kind.Line.DOTTED);

  /** Every edge of either circuit with its verdict, in order. */
  public Map<Verdict, SortedSet<Edge>> verdicts() {
    Map<Verdict, SortedSet<Edge>> verdicts = new EnumMap<>(Verdict.class);
    for (Verdict v : Verdict.values()) verdicts.put(v, new TreeSet<>());
    SortedSet<Edge> all = new TreeSet<>(truth);
    all.addAll(found);
    for (Edge e : all) verdicts.getOrDefault(verdict(e), new TreeSet<>()).add(e);
    return verdicts;
  }

  private Verdict verdict(Edge edge) {
    if (!truth.contains(edge)) return Verdict.FALSE;
    return found.contains(edge) ? Verdict.FOUND : Verdict.MISSED;
  }

  /**
   * Both circuits in one drawing.
   *
   * @param computes the variables that a component writes
   * @param tip what more there is to say of an edge
   */
  public Graph graph(
      String title,
      Map<Component, ? extends Collection<String>> computes,
      Function<Edge, String> tip) {
    SortedSet<Component> components = new TreeSet<>();
    List<Graph.Edge> edges = new ArrayList<>();
    verdicts()
        .forEach(
            (verdict, of) -> {
              for (Edge e : of) {
                components.add(e.from());
                components.add(e.to());
                edges.add(
                    new Graph.Edge(
                        e.from().name(), e.to().name(), "", kind(verdict, e), tip.apply(e)));
              }
            });
    List<Graph.Node> nodes = CircuitGraph.nodes(List.copyOf(components), computes);
    return new Graph(title, Graph.Direction.UP, nodes, edges);
  }

  private static Kind kind(Verdict verdict, Edge edge) {
    Kind port = CircuitGraph.port(edge.port());
    return switch (verdict) {
      case FOUND -> new Kind(port.name(), port.tint(), Kind.Line.SOLID);
      case MISSED -> new Kind("missed " + port.name(), port.tint(), Kind.Line.DASHED);
      case FALSE -> FALSE;
    };
  }
}

package orrery.draw;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import orrery.circuit.Circuit;
import orrery.circuit.CompiledModel;
import orrery.circuit.Component;
import orrery.circuit.HeadRole;
import orrery.circuit.Placement;
import orrery.circuit.Port;

/** A circuit as a graph: components by layer from the bottom up, edges by the port they end at. */
public final class CircuitGraph {
  /** The embeddings. */
  public static final Kind EMBEDDING = new Kind("embedding", Tint.GREY, Kind.Line.SOLID);

  /** An attention head. */
  public static final Kind HEAD = new Kind("head", Tint.ORANGE, Kind.Line.SOLID);

  /** An MLP. */
  public static final Kind MLP = new Kind("mlp", Tint.PURPLE, Kind.Line.SOLID);

  /** The unembedding. */
  public static final Kind UNEMBEDDING = new Kind("logits", Tint.SKY, Kind.Line.SOLID);

  private static final Map<Port, Kind> PORTS =
      Map.of(
          Port.Q, new Kind("q", Tint.MAGENTA, Kind.Line.DASHED),
          Port.K, new Kind("k", Tint.GREEN, Kind.Line.DOTTED),
          Port.V, new Kind("v", Tint.BLUE, Kind.Line.SOLID),
          Port.MLP, new Kind("into mlp, logits", Tint.BLACK, Kind.Line.SOLID),
          Port.LOGITS, new Kind("into mlp, logits", Tint.BLACK, Kind.Line.SOLID));

  private static final int VARIABLES = 3; // named in a box

  private CircuitGraph() {}

  /** The graph of one of a model's circuits. */
  public static Graph of(CompiledModel model, Circuit circuit) {
    List<Graph.Node> nodes = nodes(circuit.components(), computes(model));
    List<Graph.Edge> edges = new ArrayList<>();
    circuit
        .edges()
        .forEach(
            (e, carried) ->
                edges.add(
                    new Graph.Edge(
                        e.from().name(),
                        e.to().name(),
                        "",
                        port(e.port()),
                        tip(e.name(), carried))));
    String family = circuit.family().name().toLowerCase(Locale.ROOT);
    String title = model.meaning().name() + ": " + family + " circuit";
    return new Graph(title, Graph.Direction.UP, nodes, edges);
  }

  /** Boxes for some components, each with the variables that it computes. */
  static List<Graph.Node> nodes(
      List<Component> components, Map<Component, ? extends Collection<String>> computes) {
    int last = components.stream().mapToInt(Component::layer).max().orElse(-1);
    List<Graph.Node> nodes = new ArrayList<>();
    for (Component c : components) {
      List<String> variables = List.copyOf(computes.containsKey(c) ? computes.get(c) : List.of());
      List<String> lines = new ArrayList<>(List.of(c.name()));
      variables.stream().limit(VARIABLES).forEach(lines::add);
      int more = variables.size() - VARIABLES;
      if (more > 0) lines.add("and " + more + " more");
      int rank = c.kind() == Component.Kind.LOGITS ? 2 * (last + 1) : c.time();
      nodes.add(
          new Graph.Node(
              c.name(), lines, kind(c), OptionalInt.of(rank + 1), String.join(", ", variables)));
    }
    return nodes;
  }

  /** What each component of a model computes, by the names of the variables. */
  public static Map<Component, SortedSet<String>> computes(CompiledModel model) {
    Map<Component, SortedSet<String>> computes = new TreeMap<>();
    for (HeadRole role : model.heads()) {
      computes.computeIfAbsent(role.head(), c -> new TreeSet<>()).add(role.variable().name());
    }
    for (List<Placement> placements : model.alignment().placements().values()) {
      for (Placement p : placements) {
        for (Component c : p.writers()) {
          computes.computeIfAbsent(c, w -> new TreeSet<>()).add(p.variable().name());
        }
      }
    }
    return computes;
  }

  private static Kind kind(Component c) {
    return switch (c.kind()) {
      case EMBED, POS_EMBED -> EMBEDDING;
      case HEAD -> HEAD;
      case MLP -> MLP;
      case LOGITS -> UNEMBEDDING;
    };
  }

  static Kind port(Port port) {
    return PORTS.getOrDefault(port, EMBEDDING);
  }

  private static String tip(String edge, SortedSet<String> carried) {
    return carried.isEmpty() ? edge : edge + " carries " + String.join(", ", carried);
  }
}

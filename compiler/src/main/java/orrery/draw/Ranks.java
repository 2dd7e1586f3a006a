package orrery.draw;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The layer of every node: its own where it is given, else the longest path to it. */
final class Ranks {
  private final Graph graph;
  private final Map<String, List<String>> before = new HashMap<>();
  private final Map<String, Graph.Node> nodes = new HashMap<>();
  private final Map<String, Integer> ranks = new HashMap<>();

  private Ranks(Graph graph) {
    this.graph = graph;
    graph.nodes().forEach(n -> nodes.put(n.id(), n));
    graph.nodes().forEach(n -> before.put(n.id(), new ArrayList<>()));
    graph.edges().forEach(e -> before.getOrDefault(e.to(), List.of()).add(e.from()));
  }

  /**
   * The rank of every node, from 0 without gaps.
   *
   * @throws IllegalArgumentException for a cycle, or for an edge that does not lead onwards
   */
  static Map<String, Integer> of(Graph graph) {
    Ranks r = new Ranks(graph);
    graph.nodes().forEach(n -> r.rank(n.id(), 0));
    r.pullSourcesNearer();
    for (Graph.Edge e : graph.edges()) {
      if (r.ranks.getOrDefault(e.from(), 0) >= r.ranks.getOrDefault(e.to(), 0)) {
        throw new IllegalArgumentException("this edge does not lead onwards: " + e);
      }
    }
    List<Integer> used = new ArrayList<>(new TreeSet<>(r.ranks.values()));
    r.ranks.replaceAll((id, rank) -> used.indexOf(rank));
    return r.ranks;
  }

  private int rank(String id, int depth) {
    Integer known = ranks.get(id);
    if (known != null) return known;
    if (depth > nodes.size()) throw new IllegalArgumentException("a cycle goes through " + id);
    int rank = 0;
    for (String b : before.getOrDefault(id, List.of())) {
      rank = Math.max(rank, rank(b, depth + 1) + 1);
    }
    Graph.Node node = nodes.get(id);
    int own = node == null ? rank : node.rank().orElse(rank);
    ranks.put(id, own);
    return own;
  }

  /** Nodes that nothing leads to stand right before the first one that they lead to. */
  private void pullSourcesNearer() {
    Map<String, Integer> nearest = new HashMap<>();
    for (Graph.Edge e : graph.edges()) {
      nearest.merge(e.from(), ranks.getOrDefault(e.to(), 0) - 1, Math::min);
    }
    for (Graph.Node n : graph.nodes()) {
      boolean isFree = n.rank().isEmpty() && before.getOrDefault(n.id(), List.of()).isEmpty();
      if (isFree && nearest.containsKey(n.id())) ranks.put(n.id(), nearest.getOrDefault(n.id(), 0));
    }
  }
}

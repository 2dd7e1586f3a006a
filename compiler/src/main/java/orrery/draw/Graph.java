package orrery.draw;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A directed acyclic graph to draw.
 *
 * @param title stands above it
 * @param direction where the edges lead
 * @param nodes each with an id of its own
 * @param edges between these nodes
 */
public record Graph(String title, Direction direction, List<Node> nodes, List<Edge> edges) {
  /** Where edges lead. */
  public enum Direction {
    /** From left to right. */
    RIGHT,
    /** From the bottom up, as a transformer is drawn. */
    UP
  }

  /**
   * A box.
   *
   * @param id by which edges refer to it
   * @param lines the text in it
   * @param kind its looks
   * @param rank its layer, from 0; where absent, one after the last of the nodes that lead to it
   * @param tip what more there is to say, shown on pointing at it; may be empty
   */
  public record Node(String id, List<String> lines, Kind kind, OptionalInt rank, String tip) {
    /** Copies the lines. */
    public Node {
      lines = List.copyOf(lines);
    }
  }

  /**
   * An arrow.
   *
   * @param from the id of the node where it starts
   * @param to the id of the node where it ends
   * @param label the text at it; may be empty
   * @param kind its looks
   * @param tip what more there is to say, shown on pointing at it; may be empty
   */
  public record Edge(String from, String to, String label, Kind kind, String tip) {}

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException where two nodes share an id or an edge lacks an end
   */
  public Graph {
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
    Set<String> ids = new HashSet<>();
    for (Node n : nodes) {
      if (!ids.add(n.id())) throw new IllegalArgumentException("two nodes are called " + n.id());
    }
    for (Edge e : edges) {
      if (!ids.contains(e.from()) || !ids.contains(e.to())) {
        throw new IllegalArgumentException("no such node: " + e);
      }
    }
  }
}

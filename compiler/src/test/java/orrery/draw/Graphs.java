package orrery.draw;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;

/** Graphs to draw. */
final class Graphs {
  static final Kind BOX = new Kind("box", Tint.BLUE, Kind.Line.SOLID);
  static final Kind ARROW = new Kind("arrow", Tint.VERMILION, Kind.Line.SOLID);
  static final Kind DASHED = new Kind("dashed <arrow>", Tint.GREEN, Kind.Line.DASHED);

  private Graphs() {}

  static Graph.Node node(String id, String... lines) {
    List<String> text = lines.length == 0 ? List.of(id) : List.of(lines);
    return new Graph.Node(id, text, BOX, OptionalInt.empty(), "");
  }

  static Graph.Edge edge(String from, String to) {
    return new Graph.Edge(from, to, "", ARROW, "");
  }

  static Graph of(List<Graph.Node> nodes, List<Graph.Edge> edges) {
    return new Graph("test", Graph.Direction.RIGHT, nodes, edges);
  }

  /** A random acyclic graph; every text has characters that XML and DOT must escape. */
  static Graph random(long seed) {
    Random random = new Random(seed);
    int n = 1 + random.nextInt(12);
    List<Graph.Node> nodes = new ArrayList<>();
    List<Graph.Edge> edges = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      nodes.add(node("n" + i, "n" + i, "\"<&>\\\u0001😀".repeat(random.nextInt(3))));
      for (int j = 0; j < i; j++) {
        if (random.nextInt(4) > 0) continue;
        Kind kind = random.nextBoolean() ? ARROW : DASHED;
        String label = random.nextInt(3) == 0 ? "a<b" : "";
        edges.add(new Graph.Edge("n" + j, "n" + i, label, kind, j + " & " + i));
      }
    }
    Graph.Direction direction = Graph.Direction.values()[random.nextInt(2)];
    return new Graph("\"random\" <" + seed + ">", direction, nodes, edges);
  }
}

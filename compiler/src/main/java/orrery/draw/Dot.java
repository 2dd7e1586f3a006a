package orrery.draw;

import java.util.SortedMap;
import java.util.TreeMap;

/** Writes a graph in the DOT language of Graphviz. */
public final class Dot {
  private Dot() {}

  /** The graph as DOT, with the kinds as colours and line styles. */
  public static String write(Graph graph) {
    StringBuilder out = new StringBuilder("digraph ");
    out.append(quoted(graph.title())).append(" {\n");
    out.append("  label=").append(quoted(graph.title())).append(";\n  labelloc=t;\n");
    String direction = graph.direction() == Graph.Direction.UP ? "BT" : "LR";
    out.append("  rankdir=").append(direction).append(";\n");
    out.append("  node [shape=box, style=\"rounded,filled\", fontname=monospace];\n");
    out.append("  edge [fontname=monospace, fontsize=10];\n");
    for (Graph.Node n : graph.nodes()) {
      out.append("  ").append(quoted(n.id()));
      out.append(" [label=").append(quoted(String.join("\n", n.lines())));
      out.append(", color=").append(quoted(n.kind().tint().stroke()));
      out.append(", fillcolor=").append(quoted(n.kind().tint().fill()));
      if (n.kind().line() != Kind.Line.SOLID) {
        out.append(", style=").append(quoted("rounded,filled," + n.kind().line().dotStyle()));
      }
      tip(out, n.tip());
    }
    for (Graph.Edge e : graph.edges()) {
      out.append("  ").append(quoted(e.from())).append(" -> ").append(quoted(e.to()));
      out.append(" [color=").append(quoted(e.kind().tint().stroke()));
      out.append(", style=").append(e.kind().line().dotStyle());
      if (!e.label().isEmpty()) out.append(", label=").append(quoted(e.label()));
      tip(out, e.tip());
    }
    ranks(graph, out);
    return out.append("}\n").toString();
  }

  private static void tip(StringBuilder out, String tip) {
    if (!tip.isEmpty()) out.append(", tooltip=").append(quoted(tip));
    out.append("];\n");
  }

  private static void ranks(Graph graph, StringBuilder out) {
    SortedMap<Integer, StringBuilder> same = new TreeMap<>();
    for (Graph.Node n : graph.nodes()) {
      if (n.rank().isEmpty()) continue;
      same.computeIfAbsent(n.rank().getAsInt(), r -> new StringBuilder())
          .append(' ')
          .append(quoted(n.id()))
          .append(';');
    }
    same.values().forEach(ids -> out.append("  {rank=same;").append(ids).append("}\n"));
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }
}

package orrery.truth;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import orrery.circuit.Edge;

/**
 * One model's active edges under several semantics, side by side.
 *
 * @param circuits one for each Σ, with edges
 */
public record Comparison(List<ActiveCircuit> circuits) {
  public Comparison {
    circuits = List.copyOf(circuits);
    if (circuits.isEmpty()) throw new IllegalArgumentException("nothing to compare");
  }

  /** The edges that are active under some semantics. */
  public SortedSet<Edge> union() {
    SortedSet<Edge> union = new TreeSet<>();
    circuits.forEach(c -> union.addAll(c.edges()));
    return union;
  }

  /** The edges that are active under every semantics. */
  public SortedSet<Edge> core() {
    SortedSet<Edge> core = union();
    circuits.forEach(c -> core.retainAll(c.edges()));
    return core;
  }

  /** How many edges are active under each semantics. */
  public List<Integer> sizes() {
    return circuits.stream().map(c -> c.edges().size()).toList();
  }

  /**
   * A table: one row an edge on a wired path or active somewhere, one column a semantics; the mark
   * is {@code x} where the edge is active.
   */
  public String table() {
    List<String> heads = heads();
    SortedSet<Edge> rows = union();
    circuits.forEach(c -> rows.addAll(c.onPath()));
    int width = rows.stream().mapToInt(e -> e.name().length()).max().orElse(0);
    List<String> lines = new ArrayList<>();
    lines.add(line("", heads, heads, width));
    for (Edge edge : rows) {
      List<String> marks = circuits.stream().map(c -> c.edges().contains(edge) ? "x" : "").toList();
      lines.add(line(edge.name(), marks, heads, width));
    }
    List<String> sizes = sizes().stream().map(String::valueOf).toList();
    lines.add(line("%d in all".formatted(rows.size()), sizes, heads, width));
    return String.join("\n", lines) + "\n";
  }

  private static String line(String first, List<String> cells, List<String> heads, int width) {
    StringBuilder line = new StringBuilder(first);
    line.append(" ".repeat(Math.max(0, width - first.length())));
    for (int i = 0; i < cells.size(); i++) {
      int room = heads.get(i).length();
      line.append("  ").append(cells.get(i)).append(" ".repeat(room - cells.get(i).length()));
    }
    return line.toString().stripTrailing();
  }

  /** The replacement where that tells them apart, else all of Σ. */
  private List<String> heads() {
    List<String> replacements = circuits.stream().map(c -> c.semantics().replacement()).toList();
    Set<String> distinct = new LinkedHashSet<>(replacements);
    return distinct.size() == replacements.size()
        ? replacements
        : circuits.stream().map(c -> c.semantics().label()).toList();
  }
}

package orrery.draw;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import orrery.causal.CausalModel;
import orrery.causal.Mechanism;
import orrery.causal.Selector;
import orrery.causal.Variable;
import orrery.diagnostic.DisplayWidth;
import orrery.types.Domain;

/** The causal model as a graph: variables with their domains, edges by what they are read for. */
public final class CausalGraph {
  /** The input tokens and the position. */
  public static final Kind INPUT = new Kind("input", Tint.GREY, Kind.Line.SOLID);

  /** A pointwise table. */
  public static final Kind TABLE = new Kind("pointwise", Tint.BLUE, Kind.Line.SOLID);

  /** A read from other positions. */
  public static final Kind ATTENTION = new Kind("attention", Tint.ORANGE, Kind.Line.SOLID);

  /** A pointwise table that the program does not name. */
  public static final Kind UNNAMED_TABLE =
      new Kind("pointwise, unnamed", Tint.BLUE, Kind.Line.DASHED);

  /** A read from other positions that the program does not name. */
  public static final Kind UNNAMED_ATTENTION =
      new Kind("attention, unnamed", Tint.ORANGE, Kind.Line.DASHED);

  /** Read at the position itself by a table. */
  public static final Kind POINTWISE = new Kind("table", Tint.GREY, Kind.Line.SOLID);

  /** Read at the position that looks. */
  public static final Kind QUERY = new Kind("query", Tint.BLUE, Kind.Line.DASHED);

  /** Read at the positions that are looked at, to select them. */
  public static final Kind KEY = new Kind("key", Tint.VERMILION, Kind.Line.DOTTED);

  /** Read at the selected positions. */
  public static final Kind VALUE = new Kind("value", Tint.GREEN, Kind.Line.SOLID);

  private static final int COLUMNS = 24; // of a domain in a box

  private CausalGraph() {}

  /** The graph of a causal model, from left to right. */
  public static Graph of(CausalModel model) {
    List<Graph.Node> nodes = new ArrayList<>();
    List<Graph.Edge> edges = new ArrayList<>();
    for (Variable v : model.variables()) {
      nodes.add(node(model, v));
      edges(v, edges);
    }
    return new Graph(
        model.name(), Graph.Direction.RIGHT, nodes, edges.stream().distinct().toList());
  }

  private static Graph.Node node(CausalModel model, Variable v) {
    List<String> lines = new ArrayList<>(List.of(v.name(), shortened(v.domain())));
    if (v.mechanism() instanceof Mechanism.Attention a) {
      lines.add(a.reduction().name().toLowerCase(Locale.ROOT));
    }
    for (CausalModel.Output o : model.outputs()) {
      if (o.variable() == v)
        lines.add("output" + (o.name().equals(v.name()) ? "" : " " + o.name()));
    }
    List<String> tip = new ArrayList<>();
    v.annotations().role().ifPresent(tip::add);
    v.annotations().note().ifPresent(tip::add);
    tip.add(v.toString());
    boolean isInput = v.parents().isEmpty() && !(v.mechanism() instanceof Mechanism.Table);
    OptionalInt rank = isInput ? OptionalInt.of(0) : OptionalInt.empty();
    return new Graph.Node(v.name(), lines, kind(v), rank, String.join("\n", tip));
  }

  private static Kind kind(Variable v) {
    boolean named = v.annotations().named();
    if (v.mechanism() instanceof Mechanism.Table) return named ? TABLE : UNNAMED_TABLE;
    if (v.mechanism() instanceof Mechanism.Attention) return named ? ATTENTION : UNNAMED_ATTENTION;
    return INPUT;
  }

  private static void edges(Variable v, List<Graph.Edge> edges) {
    if (v.mechanism() instanceof Mechanism.Table t) {
      t.parents().forEach(p -> edges.add(edge(p, v, POINTWISE)));
    } else if (v.mechanism() instanceof Mechanism.Attention a) {
      a.value().ifPresent(x -> edges.add(edge(x, v, VALUE)));
      selector(a.selector(), v, edges);
    }
  }

  private static void selector(Selector selector, Variable v, List<Graph.Edge> edges) {
    if (selector instanceof Selector.Predicate p) {
      p.keys().forEach(k -> edges.add(edge(k, v, KEY)));
      p.queries().forEach(q -> edges.add(edge(q, v, QUERY)));
    } else if (selector instanceof Selector.And a) {
      selector(a.left(), v, edges);
      selector(a.right(), v, edges);
    } else if (selector instanceof Selector.Or o) {
      selector(o.left(), v, edges);
      selector(o.right(), v, edges);
    } else if (selector instanceof Selector.Not n) {
      selector(n.inner(), v, edges);
    } else if (selector instanceof Selector.Narrow n) {
      selector(n.inner(), v, edges);
      n.score().ifPresent(s -> edges.add(edge(s, v, KEY)));
    }
  }

  private static Graph.Edge edge(Variable from, Variable to, Kind kind) {
    String tip = to.name() + " reads " + from.name() + " (" + kind.name() + ")";
    return new Graph.Edge(from.name(), to.name(), "", kind, tip);
  }

  private static String shortened(Domain domain) {
    String all = domain.toString();
    if (DisplayWidth.of(all) <= COLUMNS) return all;
    StringBuilder some = new StringBuilder("{");
    String count = "… " + domain.size() + " values}";
    for (int i = 0; i < domain.size(); i++) {
      String next = domain.value(i) + ", ";
      if (DisplayWidth.of(some + next + count) > COLUMNS) break;
      some.append(next);
    }
    return some + count;
  }
}

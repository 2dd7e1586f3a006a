package orrery.draw;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import orrery.diagnostic.DisplayWidth;

/**
 * Where everything of a drawing stands, in pixels from the top left corner.
 *
 * @param width of the drawing
 * @param height of the drawing
 * @param boxes the nodes
 * @param curves the edges, piece by piece from layer to layer
 */
record Layout(double width, double height, List<Box> boxes, List<Curve> curves) {
  static final double CHARACTER = 7.3; // of the 12 px font of fixed width
  static final double LINE = 15;
  private static final double PADDING = 9;
  private static final double GAP = 22; // between nodes of a layer
  private static final double ALONG = 56; // between layers
  private static final double PORT = 9; // between two edges at a node
  private static final int MOST_PORTS = 30; // for which a node grows

  /** A node, by the middle of its box. */
  record Box(Graph.Node node, double x, double y, double width, double height) {}

  /** A place. */
  record Point(double x, double y) {}

  /**
   * A piece of some edges of one kind; it leaves and arrives in the direction of the drawing.
   *
   * @param to where the bend ends
   * @param end the end: straight on from there, past the boxes of a layer on the way
   * @param edges the edges that run along it
   * @param arrives whether it ends at a node
   */
  record Curve(
      Point from, Point to, Point end, Kind kind, List<Graph.Edge> edges, boolean arrives) {}

  static Layout of(Graph graph) {
    return new Sketch(graph).finished();
  }

  /** A layout in the making: places along the direction of the edges and across it. */
  private static final class Sketch {
    private final boolean up;
    private final Map<String, Integer> ports = new HashMap<>(); // ends at a side of a node
    private final Layers layers;
    private final Map<Slot, List<Layers.Link>> leaving = new IdentityHashMap<>();
    private final Map<Slot, List<Layers.Link>> arriving = new IdentityHashMap<>();
    private final double[] middles; // [layer] along the direction of the edges
    private final double[] thickness; // [layer]
    private final double along;
    private final double first; // across
    private final double across;

    Sketch(Graph graph) {
      up = graph.direction() == Graph.Direction.UP;
      count(graph, Graph.Edge::from, Graph.Edge::to);
      count(graph, Graph.Edge::to, Graph.Edge::from);
      layers = new Layers(graph, n -> up ? boxWidth(n) : boxHeight(n));
      Packing.pack(layers.layers(), GAP);
      int n = layers.layers().size();
      middles = new double[n];
      thickness = new double[n];
      double at = 0;
      for (int i = 0; i < n; i++) {
        thickness[i] =
            layers.layers().get(i).stream()
                .flatMap(s -> s.node().stream())
                .mapToDouble(node -> up ? boxHeight(node) : boxWidth(node))
                .max()
                .orElse(0);
        if (i > 0) at += ALONG + room(graph, i);
        middles[i] = at + thickness[i] / 2;
        at += thickness[i];
      }
      along = at;
      List<Slot> all = layers.layers().stream().flatMap(List::stream).toList();
      first = all.stream().mapToDouble(s -> s.at() - s.size() / 2).min().orElse(0);
      across = all.stream().mapToDouble(s -> s.at() + s.size() / 2).max().orElse(0) - first;
    }

    /** Counts the ends at one side of every node; the larger side counts. */
    private void count(
        Graph graph, Function<Graph.Edge, String> near, Function<Graph.Edge, String> far) {
      Map<String, Set<List<Object>>> ends = new HashMap<>();
      for (Graph.Edge e : graph.edges()) {
        ends.computeIfAbsent(near.apply(e), n -> new HashSet<>())
            .add(List.of(far.apply(e), e.kind()));
      }
      ends.forEach((node, all) -> ports.merge(node, Math.min(MOST_PORTS, all.size()), Math::max));
    }

    private double boxWidth(Graph.Node node) {
      int columns = node.lines().stream().mapToInt(DisplayWidth::of).max().orElse(0);
      double text = columns * CHARACTER + 2 * PADDING;
      return up ? Math.max(text, ports.getOrDefault(node.id(), 0) * PORT + PADDING) : text;
    }

    private double boxHeight(Graph.Node node) {
      double text = Math.max(1, node.lines().size()) * LINE + PADDING;
      return up ? text : Math.max(text, ports.getOrDefault(node.id(), 0) * PORT + PADDING);
    }

    /** What labels need between a layer and the one before it. */
    private double room(Graph graph, int layer) {
      int columns =
          layers.links().entrySet().stream()
              .filter(l -> l.getKey().to().rank() == layer && l.getKey().to().node().isPresent())
              .flatMap(l -> l.getValue().stream())
              .mapToInt(e -> DisplayWidth.of(e.label()))
              .max()
              .orElse(0);
      return graph.direction() == Graph.Direction.UP ? (columns > 0 ? LINE : 0) : columns * 6;
    }

    Layout finished() {
      layers.links().keySet().forEach(this::hang);
      Comparator<Layers.Link> byEnd = Comparator.comparingDouble(l -> l.to().at());
      Comparator<Layers.Link> byStart = Comparator.comparingDouble(l -> l.from().at());
      leaving.values().forEach(list -> list.sort(byEnd));
      arriving.values().forEach(list -> list.sort(byStart));
      List<Box> boxes = new ArrayList<>();
      for (Slot s : layers.layers().stream().flatMap(List::stream).toList()) {
        s.node()
            .ifPresent(
                n -> {
                  Point p = point(middles[s.rank()], s.at());
                  boxes.add(new Box(n, p.x(), p.y(), boxWidth(n), boxHeight(n)));
                });
      }
      List<Curve> curves = new ArrayList<>();
      layers.links().forEach((link, edges) -> curves.add(curve(link, edges)));
      return new Layout(up ? across : along, up ? along : across, boxes, curves);
    }

    private void hang(Layers.Link link) {
      leaving.computeIfAbsent(link.from(), s -> new ArrayList<>()).add(link);
      arriving.computeIfAbsent(link.to(), s -> new ArrayList<>()).add(link);
    }

    private Point point(double alongAt, double acrossAt) {
      return up
          ? new Point(acrossAt - first, along - alongAt)
          : new Point(alongAt, acrossAt - first);
    }

    private Curve curve(Layers.Link link, List<Graph.Edge> edges) {
      Slot from = link.from();
      Slot to = link.to();
      Point start =
          point(
              middles[from.rank()] + side(from),
              from.at() + port(from, leaving.getOrDefault(from, List.of()), link));
      double arrival = to.at() + port(to, arriving.getOrDefault(to, List.of()), link);
      Point bent = point(middles[to.rank()] - side(to), arrival);
      boolean arrives = to.node().isPresent();
      Point end = arrives ? bent : point(middles[to.rank()] + side(to), arrival);
      return new Curve(start, bent, end, link.kind(), edges, arrives);
    }

    /** From a slot's middle to its edge: half its box, or half the layer on the way past it. */
    private double side(Slot slot) {
      return slot.node()
          .map(n -> (up ? boxHeight(n) : boxWidth(n)) / 2)
          .orElse(thickness[slot.rank()] / 2);
    }

    /** Spreads the ends of several links over a node's side. */
    private static double port(Slot slot, List<Layers.Link> links, Layers.Link link) {
      if (slot.node().isEmpty()) return 0;
      double room = Math.max(0, slot.size() - 10);
      double step = Math.min(12, room / Math.max(1, links.size()));
      return (links.indexOf(link) - (links.size() - 1) / 2.0) * step;
    }
  }

  /** The kinds of nodes that occur, in the order of the boxes. */
  List<Kind> nodeKinds() {
    return boxes.stream().map(b -> b.node().kind()).distinct().toList();
  }

  /** The kinds of edges that occur, in the order of the curves. */
  Map<Kind, Integer> edgeKinds() {
    Map<Kind, Integer> numbers = new HashMap<>();
    curves.forEach(c -> numbers.putIfAbsent(c.kind(), numbers.size()));
    return numbers;
  }
}

package orrery.draw;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * The slots of a graph by layer, ordered so that few edges cross.
 *
 * <p>Sources: Sugiyama, Tagawa and Toda (1981) for layers and barycentres; edges of one origin and
 * kind share their way, as in confluent drawing.
 */
final class Layers {
  private static final int SWEEPS = 16;
  private static final double WAY = 6; // the size of a point on the way of an edge

  private final List<List<Slot>> layers = new ArrayList<>();
  private final Map<Link, List<Graph.Edge>> links = new LinkedHashMap<>();

  /** Two slots of neighbouring layers that edges of one kind connect. */
  record Link(Slot from, Slot to, Kind kind) {}

  private record Way(String from, Kind kind, int rank) {}

  Layers(Graph graph, ToDoubleFunction<Graph.Node> size) {
    Map<String, Integer> ranks = Ranks.of(graph);
    Map<String, Slot> slots = new HashMap<>();
    for (Graph.Node n : graph.nodes()) {
      int rank = ranks.getOrDefault(n.id(), 0);
      slots.put(n.id(), add(new Slot(Optional.of(n), rank, size.applyAsDouble(n))));
    }
    Map<Way, Slot> ways = new HashMap<>();
    for (Graph.Edge e : graph.edges()) {
      Slot from = Objects.requireNonNull(slots.get(e.from()));
      Slot to = Objects.requireNonNull(slots.get(e.to()));
      for (int rank = from.rank() + 1; rank <= to.rank(); rank++) {
        int here = rank;
        Slot next =
            rank == to.rank()
                ? to
                : ways.computeIfAbsent(
                    new Way(e.from(), e.kind(), rank),
                    w -> add(new Slot(Optional.empty(), here, WAY)));
        link(from, next, e);
        from = next;
      }
    }
    order();
  }

  private Slot add(Slot slot) {
    while (layers.size() <= slot.rank()) layers.add(new ArrayList<>());
    layers.get(slot.rank()).add(slot);
    return slot;
  }

  private void link(Slot from, Slot to, Graph.Edge edge) {
    links
        .computeIfAbsent(
            new Link(from, to, edge.kind()),
            l -> {
              from.leadTo(to);
              return new ArrayList<>();
            })
        .add(edge);
  }

  /** The slots of every layer in their order. */
  List<List<Slot>> layers() {
    return layers;
  }

  /** The connections, each once, with the edges that run along it. */
  Map<Link, List<Graph.Edge>> links() {
    return links;
  }

  private void order() {
    Map<Slot, Integer> places = new IdentityHashMap<>();
    layers.forEach(layer -> number(layer, places));
    List<List<Slot>> best = copy();
    long fewest = crossings(places);
    for (int sweep = 0; sweep < SWEEPS && fewest > 0; sweep++) {
      boolean onwards = sweep % 2 == 0;
      for (int i = 1; i < layers.size(); i++) {
        List<Slot> layer = layers.get(onwards ? i : layers.size() - 1 - i);
        sort(layer, onwards ? Slot::before : Slot::after, places);
      }
      long crossings = crossings(places);
      if (crossings < fewest) {
        fewest = crossings;
        best = copy();
      }
    }
    for (int i = 0; i < layers.size(); i++) layers.set(i, best.get(i));
  }

  private List<List<Slot>> copy() {
    return layers.stream().<List<Slot>>map(ArrayList::new).toList();
  }

  private static void number(List<Slot> layer, Map<Slot, Integer> places) {
    for (int i = 0; i < layer.size(); i++) places.put(layer.get(i), i);
  }

  /** Sorts a layer by the mean place of the neighbours on one side. */
  private static void sort(
      List<Slot> layer, Function<Slot, List<Slot>> side, Map<Slot, Integer> places) {
    Map<Slot, Double> centres = new IdentityHashMap<>();
    for (Slot s : layer) {
      double own = places.getOrDefault(s, 0);
      centres.put(
          s, side.apply(s).stream().mapToInt(n -> places.getOrDefault(n, 0)).average().orElse(own));
    }
    layer.sort(java.util.Comparator.comparingDouble(s -> centres.getOrDefault(s, 0.0)));
    number(layer, places);
  }

  private long crossings(Map<Slot, Integer> places) {
    long crossings = 0;
    for (List<Slot> layer : layers) {
      List<Integer> ends = new ArrayList<>();
      for (Slot s : layer) {
        s.after().stream().map(n -> places.getOrDefault(n, 0)).sorted().forEach(ends::add);
      }
      crossings += inversions(ends);
    }
    return crossings;
  }

  /** The pairs that are out of order, counted in a binary indexed tree. */
  private static long inversions(List<Integer> numbers) {
    int[] tree = new int[numbers.stream().mapToInt(n -> n).max().orElse(0) + 2];
    long inversions = 0;
    for (int i = 0; i < numbers.size(); i++) {
      int notGreater = 0;
      for (int n = numbers.get(i) + 1; n > 0; n -= n & -n) notGreater += tree[n];
      inversions += i - notGreater;
      for (int n = numbers.get(i) + 1; n < tree.length; n += n & -n) tree[n]++;
    }
    return inversions;
  }
}

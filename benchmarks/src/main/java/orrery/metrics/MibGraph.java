package orrery.metrics;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import orrery.circuit.Component;
import orrery.circuit.Port;
import orrery.circuit.Reader;
import orrery.circuit.ResidualGraph;
import orrery.intervention.Mask;

/**
 * Compatibility: the graph as EAP-IG and MIB have it, with their selection of edges (Hanna et al.
 * 2024, {@code eap/graph.py}).
 *
 * <p>The position embedding is no writer there: its edges are in no list and always carry clean
 * values. Edges are known by the numbers of the {@link ResidualGraph}.
 */
public final class MibGraph {
  private final ResidualGraph graph;
  private final List<Integer> edges = new ArrayList<>(); // in EAP-IG's order
  private final BitSet positions = new BitSet(); // edges of the position embedding

  /** The view of a graph. */
  public MibGraph(ResidualGraph graph) {
    this.graph = graph;
    int layers = graph.writers().stream().mapToInt(Component::layer).max().orElse(-1) + 1;
    for (int l = 0; l < layers; l++) {
      for (Port port : List.of(Port.Q, Port.MLP)) addReadersOf(l, port);
    }
    addFrom(List.of(new Reader(Component.LOGITS, Port.LOGITS)));
    for (int e = 0; e < graph.edgeCount(); e++) positions.set(e, isOfPositions(e));
  }

  private void addReadersOf(int layer, Port port) {
    List<Reader> readers = new ArrayList<>();
    for (Component c : graph.writers()) {
      boolean ofHead = c.kind() == Component.Kind.HEAD;
      if (c.layer() != layer || ofHead != (port == Port.Q)) continue;
      for (Port p : ofHead ? List.of(Port.Q, Port.K, Port.V) : List.of(Port.MLP)) {
        readers.add(new Reader(c, p));
      }
    }
    addFrom(readers);
  }

  /** Edges into readers of one half-layer: writer by writer, as EAP-IG builds them. */
  private void addFrom(List<Reader> readers) {
    if (readers.isEmpty()) return;
    int[] ids = readers.stream().mapToInt(r -> graph.readerId(r).orElseThrow()).toArray();
    for (int w = 0; w < graph.writersOf(ids[0]); w++) {
      if (graph.writer(w).equals(Component.POS_EMBED)) continue;
      for (int reader : ids) edges.add(graph.edge(w, reader));
    }
  }

  private boolean isOfPositions(int edge) {
    return graph.writer(graph.writerOf(edge)).equals(Component.POS_EMBED);
  }

  /** The edges, in EAP-IG's order. */
  public List<Integer> edges() {
    return List.copyOf(edges);
  }

  /** The mask of a circuit: its edges, and those of the position embedding. */
  public Mask mask(BitSet circuit) {
    BitSet kept = (BitSet) circuit.clone();
    kept.or(positions);
    return Mask.of(graph, kept);
  }

  /** The whole model and the empty circuit, which still has the position embedding. */
  public FaithfulnessCurve.Ends ends() {
    return new FaithfulnessCurve.Ends(Mask.all(graph), mask(new BitSet()));
  }

  /**
   * The first n edges by score, {@code apply_topn}; of equal scores the earlier in EAP-IG's order.
   *
   * @param scores {@code [edge]} of the residual graph
   */
  public BitSet topN(double[] scores, int n) {
    BitSet first = new BitSet();
    edges.stream()
        .sorted(Comparator.comparingDouble((Integer e) -> -scores[e]))
        .limit(n)
        .forEach(first::set);
    return first;
  }

  /** An edge on the frontier of the greedy search. */
  private record Offer(int edge, double score, int list, int place) {}

  /**
   * Best edges first from the logits down, each into a node that the circuit has, {@code
   * apply_greedy}. Of equal scores, those of nodes reached earlier come first, then EAP-IG's order
   * (EAP-IG iterates a Python set there, so that its own ties depend on the hash seed).
   *
   * @param scores {@code [edge]} of the residual graph
   * @param budget how many edges; a broken number counts as the next whole one, as in MIB
   */
  public BitSet greedy(double[] scores, double budget) {
    PriorityQueue<Offer> frontier =
        new PriorityQueue<>(
            Comparator.comparingDouble((Offer o) -> -o.score())
                .thenComparingInt(Offer::list)
                .thenComparingInt(Offer::place));
    List<Component> reached = new ArrayList<>(List.of(Component.LOGITS));
    offer(frontier, scores, Component.LOGITS, 0);
    BitSet taken = new BitSet();
    for (double left = budget; left > 0 && !frontier.isEmpty(); left--) {
      Offer best = frontier.remove();
      taken.set(best.edge());
      Component parent = graph.writer(graph.writerOf(best.edge()));
      if (!reached.contains(parent)) {
        offer(frontier, scores, parent, reached.size());
        reached.add(parent);
      }
    }
    return taken;
  }

  private void offer(PriorityQueue<Offer> frontier, double[] scores, Component to, int list) {
    int place = 0;
    for (int e : edges) {
      if (graph.reader(graph.readerOf(e)).component().equals(to)) {
        frontier.add(new Offer(e, scores[e], list, place++));
      }
    }
  }

  /**
   * The connected part of a circuit, {@code prune}: to a fixed point, nodes without a kept edge out
   * or in are dropped with their edges. The input needs none in, the logits none out; a head has
   * one in if its q, k or v has.
   */
  public BitSet pruned(BitSet circuit) {
    BitSet kept = (BitSet) circuit.clone();
    kept.andNot(positions);
    int before;
    do {
      before = kept.cardinality();
      boolean[] alive = alive(kept);
      for (int e = kept.nextSetBit(0); e >= 0; e = kept.nextSetBit(e + 1)) {
        int child = childOf(e);
        if (!alive[graph.writerOf(e)] || (child >= 0 && !alive[child])) kept.clear(e);
      }
    } while (kept.cardinality() < before);
    return kept;
  }

  private boolean[] alive(BitSet kept) {
    boolean[] out = new boolean[graph.writers().size()];
    boolean[] in = new boolean[out.length];
    in[graph.writerId(Component.EMBED).orElseThrow()] = true;
    kept.stream()
        .forEach(
            e -> {
              out[graph.writerOf(e)] = true;
              int child = childOf(e);
              if (child >= 0) in[child] = true;
            });
    for (int w = 0; w < out.length; w++) out[w] &= in[w];
    return out;
  }

  /** The reader of an edge as a writer; -1 for the logits. */
  private int childOf(int edge) {
    return graph.writerId(graph.reader(graph.readerOf(edge)).component()).orElse(-1);
  }
}

package orrery.discovery;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import orrery.circuit.ResidualGraph;
import orrery.intervention.Mask;

/**
 * Removes edges one after another, each for good if the loss then grows by less than a threshold;
 * several thresholds in one pass, with the result of asking one edge at a time.
 *
 * <p>It asks ahead: one batch holds the circuits in which the next edge, the next two, … are gone,
 * and the longest prefix whose every step stays below the threshold is accepted. A refused step
 * makes what was asked after it worthless, so the window follows what was accepted: doubled after a
 * full one, cut to what was used after a refusal, which bounds the circuits run to three times
 * those that asking singly runs, plus the first window. Thresholds that have decided alike so far
 * share their circuits and part where they differ.
 */
final class EdgeRemoval {
  private static final int FIRST = 8;
  private static final int MOST = 64;

  private final ResidualGraph graph;
  private final int[] order;
  private final BitSet dead;
  private final Function<List<Mask>, double[]> loss;
  private final List<BitSet> outgoing;
  private final int[] nodes;

  /**
   * A pass over the edges of a graph.
   *
   * @param order the edges in the order in which they are asked; a reader's after all edges that
   *     begin at its component
   * @param dead edges whose removal changes the loss by exactly 0, whatever else is removed
   * @param loss the loss of circuits
   */
  EdgeRemoval(ResidualGraph graph, int[] order, BitSet dead, Function<List<Mask>, double[]> loss) {
    this.graph = graph;
    this.order = order;
    this.dead = dead;
    this.loss = loss;
    this.outgoing = Nodes.outgoing(graph);
    this.nodes = Nodes.ofReaders(graph);
  }

  /** Where a pass stands: what is kept, and the place in the order of the next edge to ask. */
  private record State(BitSet kept, int next) {}

  /** Thresholds that stand at the same place. */
  private record Walk(List<Double> thresholds, State state, double loss, int window) {}

  /** The kept edges by threshold. */
  SortedMap<Double, BitSet> run(List<Double> thresholds) {
    SortedMap<Double, BitSet> done = new TreeMap<>();
    List<Walk> open = new ArrayList<>();
    double full = loss.apply(List.of(Mask.all(graph)))[0];
    for (boolean positive : new boolean[] {false, true}) {
      List<Double> alike = thresholds.stream().filter(t -> t > 0 == positive).toList();
      BitSet all = new BitSet();
      all.set(0, graph.edgeCount());
      State start = settled(new State(all, 0), positive);
      if (!alike.isEmpty()) file(new Walk(alike, start, full, FIRST), open, done);
    }
    while (!open.isEmpty()) open = round(open, done);
    return done;
  }

  private List<Walk> round(List<Walk> open, SortedMap<Double, BitSet> done) {
    List<List<State>> asked = open.stream().map(this::ask).toList();
    List<Mask> masks = new ArrayList<>();
    for (List<State> states : asked) {
      for (State s : states) {
        BitSet kept = (BitSet) s.kept.clone();
        kept.clear(order[s.next]);
        masks.add(Mask.of(graph, kept));
      }
    }
    double[] losses = loss.apply(masks);
    List<Walk> next = new ArrayList<>();
    int first = 0;
    for (int w = 0; w < open.size(); w++) {
      int count = asked.get(w).size();
      double[] own = java.util.Arrays.copyOfRange(losses, first, first + count);
      judge(open.get(w), asked.get(w), own).forEach(walk -> file(walk, next, done));
      first += count;
    }
    return next;
  }

  private void file(Walk walk, List<Walk> open, SortedMap<Double, BitSet> done) {
    if (walk.state.next < order.length) open.add(walk);
    else walk.thresholds.forEach(t -> done.put(t, walk.state.kept));
  }

  /** The states in which the next edges are asked, each as if all before it were removed. */
  private List<State> ask(Walk walk) {
    List<State> asked = new ArrayList<>();
    State state = walk.state;
    while (asked.size() < walk.window && state.next < order.length) {
      asked.add(state);
      state = after(state, /* removed= */ true, isPositive(walk));
    }
    return asked;
  }

  /** The walk goes on, parted by how many of the asked steps each threshold accepts. */
  private List<Walk> judge(Walk walk, List<State> asked, double[] losses) {
    Map<Integer, List<Double>> byAccepted = new TreeMap<>();
    for (double t : walk.thresholds) {
      byAccepted.computeIfAbsent(accepted(walk.loss, losses, t), n -> new ArrayList<>()).add(t);
    }
    List<Walk> walks = new ArrayList<>();
    byAccepted.forEach(
        (n, thresholds) -> {
          boolean all = n == losses.length;
          State state = after(asked.get(all ? n - 1 : n), all, isPositive(walk));
          double now = n == 0 ? walk.loss : losses[n - 1];
          int window = Math.min(MOST, all ? 2 * walk.window : n + 1);
          walks.add(new Walk(thresholds, state, now, window));
        });
    return walks;
  }

  private static int accepted(double before, double[] losses, double threshold) {
    double last = before;
    for (int n = 0; n < losses.length; n++) {
      if (!(losses[n] - last < threshold)) return n;
      last = losses[n];
    }
    return losses.length;
  }

  private static boolean isPositive(Walk walk) {
    return walk.thresholds.get(0) > 0;
  }

  private State after(State state, boolean removed, boolean positive) {
    BitSet kept = (BitSet) state.kept.clone();
    if (removed) kept.clear(order[state.next]);
    return settled(new State(kept, state.next + 1), positive);
  }

  /** Decides all edges that need no run; changes the given state's set. */
  private State settled(State state, boolean positive) {
    int next = state.next;
    for (; next < order.length; next++) {
      int edge = order[next];
      if (isUnread(edge, state.kept) || (dead.get(edge) && positive)) state.kept.clear(edge);
      else if (!dead.get(edge)) break;
    }
    return new State(state.kept, next);
  }

  private boolean isUnread(int edge, BitSet kept) {
    int node = nodes[graph.readerOf(edge)];
    return node >= 0 && !kept.intersects(outgoing.get(node));
  }
}

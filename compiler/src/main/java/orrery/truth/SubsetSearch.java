package orrery.truth;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import orrery.circuit.Component;
import orrery.circuit.Edge;
import orrery.circuit.ResidualGraph;
import orrery.intervention.Reference;

/**
 * Finds all minimal sufficient sets by trying every set that can be one, smaller ones first.
 *
 * <p>Left out are supersets of a member, and sets with an edge that does nothing in them: one into
 * a component from which no kept edges lead to the logits, whose output nobody sees; and, where cut
 * edges carry what their writers write on the counterfactual, one out of a component that no kept
 * edges reach from the embeddings, because it writes that anyhow. Without such an edge the set
 * would do the same, so that it cannot be minimal.
 */
final class SubsetSearch {
  private static final int BATCH = 4096;

  private final int n;
  private final int[] from; // [edge] a writer's number
  private final int[] to; // [edge] the number of the writer that its reader is a part of, or -1
  private final boolean resampled;
  private final Sufficiency sufficiency;
  private final List<Integer> family = new ArrayList<>(); // bits
  private final List<Integer> pending = new ArrayList<>();
  private long left;

  SubsetSearch(
      ResidualGraph graph, List<Edge> wired, Sufficiency sufficiency, Reference reference) {
    if (graph.writers().size() > Long.SIZE || wired.size() > MinimalCircuits.Limits.MOST_EDGES) {
      throw new IllegalArgumentException(wired.size() + " edges of " + graph.writers().size());
    }
    this.n = wired.size();
    this.resampled = reference instanceof Reference.Resample;
    this.sufficiency = sufficiency;
    this.from = new int[n];
    this.to = new int[n];
    for (int e = 0; e < n; e++) {
      from[e] = graph.writerId(wired.get(e).from()).orElseThrow();
      Component reader = wired.get(e).to();
      to[e] = reader.equals(Component.LOGITS) ? -1 : graph.writerId(reader).orElseThrow();
    }
  }

  /** Searches; false if more than so many circuits would have to be run. */
  boolean run(long most) {
    left = most;
    for (int size = 0; size <= n; size++) {
      long set = (1L << size) - 1;
      while (set < 1L << n) {
        if (!enqueue((int) set)) return false;
        if (set == 0) break;
        long lowest = set & -set; // the next set of the same size (Gosper's hack)
        long ripple = set + lowest;
        set = ripple | (((set ^ ripple) >>> 2) / lowest);
      }
      if (!flush()) return false;
    }
    return true;
  }

  private boolean enqueue(int set) {
    for (int member : family) if ((set & member) == member) return true;
    if (!everyEdgeActs(set)) return true;
    pending.add(set);
    return pending.size() < BATCH || flush();
  }

  private boolean flush() {
    left -= pending.size();
    if (left < 0) return false;
    boolean[] sufficient = sufficiency.of(pending.stream().map(SubsetSearch::bits).toList());
    for (int i = 0; i < sufficient.length; i++) if (sufficient[i]) family.add(pending.get(i));
    pending.clear();
    return true;
  }

  /** Edges stand by reader in the order of computation, so that one pass each way is enough. */
  private boolean everyEdgeActs(int set) {
    long useful = 0;
    for (int e = n - 1; e >= 0; e--) {
      if ((set >> e & 1) == 0) continue;
      if (to[e] >= 0 && (useful >> to[e] & 1) == 0) return false;
      useful |= 1L << from[e];
    }
    if (!resampled) return true;
    long reached = 3; // the embeddings
    for (int e = 0; e < n; e++) {
      if ((set >> e & 1) == 0) continue;
      if ((reached >> from[e] & 1) == 0) return false;
      if (to[e] >= 0) reached |= 1L << to[e];
    }
    return true;
  }

  private static BitSet bits(int set) {
    return BitSet.valueOf(new long[] {set & 0xffffffffL});
  }

  /** What was found. */
  List<BitSet> family() {
    return family.stream().map(SubsetSearch::bits).toList();
  }
}

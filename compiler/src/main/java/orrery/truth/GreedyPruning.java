package orrery.truth;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Takes edges out of the whole as long as what is left is sufficient, in many random orders at
 * once; at the end no edge and no two edges can be taken out.
 */
final class GreedyPruning {
  private final int n;
  private final Sufficiency sufficiency;

  GreedyPruning(int edges, Sufficiency sufficiency) {
    this.n = edges;
    this.sufficiency = sufficiency;
  }

  /** The sets that the orders end in, each once; none if the whole is not sufficient. */
  List<BitSet> run(MinimalCircuits.Limits limits) {
    BitSet whole = new BitSet();
    whole.set(0, n);
    if (!sufficiency.of(List.of(whole))[0]) return List.of();
    Random random = new Random(limits.seed());
    List<BitSet> sets = new ArrayList<>();
    List<List<Integer>> orders = new ArrayList<>();
    for (int i = 0; i < limits.orders(); i++) {
      sets.add((BitSet) whole.clone());
      List<Integer> order = new ArrayList<>(IntStream.range(0, n).boxed().toList());
      Collections.shuffle(order, random);
      orders.add(order);
    }
    while (pass(sets, orders)) {}
    Set<BitSet> ends = new LinkedHashSet<>();
    for (BitSet set : sets) ends.add(withoutPairs(set));
    return List.copyOf(ends);
  }

  /** Tries every edge of every set once; whether anything was taken out. */
  private boolean pass(List<BitSet> sets, List<List<Integer>> orders) {
    boolean taken = false;
    for (int step = 0; step < n; step++) {
      List<Integer> asked = new ArrayList<>();
      List<BitSet> smaller = new ArrayList<>();
      for (int i = 0; i < sets.size(); i++) {
        int edge = orders.get(i).get(step);
        if (!sets.get(i).get(edge)) continue;
        asked.add(i);
        smaller.add(without(sets.get(i), edge));
      }
      boolean[] sufficient = sufficiency.of(smaller);
      for (int a = 0; a < sufficient.length; a++) {
        if (!sufficient[a]) continue;
        sets.set(asked.get(a), smaller.get(a));
        taken = true;
      }
    }
    return taken;
  }

  /** The set after one or two more edges at a time, until none can be taken out. */
  private BitSet withoutPairs(BitSet set) {
    BitSet current = set;
    while (true) {
      List<BitSet> smaller = new ArrayList<>();
      int[] edges = current.stream().toArray();
      for (int a = 0; a < edges.length; a++) {
        smaller.add(without(current, edges[a]));
        for (int b = a + 1; b < edges.length; b++) {
          smaller.add(without(without(current, edges[a]), edges[b]));
        }
      }
      boolean[] sufficient = sufficiency.of(smaller);
      int next = 0;
      while (next < sufficient.length && !sufficient[next]) next++;
      if (next == sufficient.length) return current;
      current = smaller.get(next);
    }
  }

  private static BitSet without(BitSet set, int edge) {
    BitSet smaller = (BitSet) set.clone();
    smaller.clear(edge);
    return smaller;
  }
}

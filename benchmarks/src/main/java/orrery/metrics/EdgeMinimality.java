package orrery.metrics;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import orrery.circuit.ResidualGraph;
import orrery.intervention.Mask;

/**
 * Minimality of every edge e of a circuit C (Wang et al. 2023, section 4): the largest {@code |m(C
 * ∖ (K ∪ {e})) − m(C∖K)|} over K ⊆ C∖{e}. An edge with 0 for every K that was tried is there for
 * nothing, as far as was tried; redundant edges show only at a K that removes their twin.
 */
public final class EdgeMinimality {
  private EdgeMinimality() {}

  /**
   * The score of every edge of the circuit, at K = ∅, at every single other edge, and at random K.
   *
   * @param sets how many random K, every edge in it with chance ½
   */
  public static Map<Integer, Double> scores(
      CircuitRuns runs, ResidualGraph graph, BitSet circuit, int sets, long seed) {
    RandomGenerator random = Resampling.generator(seed);
    List<BitSet> knockouts = new ArrayList<>(List.of(new BitSet()));
    circuit.stream().forEach(e -> knockouts.add(BitSet.valueOf(bit(e))));
    for (int i = 0; i < sets; i++) {
      BitSet out = new BitSet();
      circuit.stream().filter(e -> random.nextBoolean()).forEach(out::set);
      knockouts.add(out);
    }
    Map<Integer, Double> best = new TreeMap<>();
    circuit.stream().forEach(e -> best.put(e, 0.0));
    for (BitSet out : knockouts) {
      BitSet rest = (BitSet) circuit.clone();
      rest.andNot(out);
      int[] edges = rest.stream().toArray();
      List<Mask> masks = new ArrayList<>(List.of(Mask.of(graph, rest)));
      for (int e : edges) masks.add(masks.get(0).without(e));
      double[] means = runs.means(masks);
      for (int i = 0; i < edges.length; i++) {
        best.merge(edges[i], Math.abs(means[i + 1] - means[0]), Math::max);
      }
    }
    return best;
  }

  private static long[] bit(int e) {
    BitSet one = new BitSet();
    one.set(e);
    return one.toLongArray();
  }
}

package orrery.metrics;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

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
  public static Map<Integer, Double> scores(Candidate candidate, int sets, long seed) {
    BitSet circuit = candidate.circuit();
    RandomGenerator random = Resampling.generator(seed);
    List<BitSet> knockouts = new ArrayList<>(List.of(new BitSet()));
    for (int e : circuit.stream().toArray()) {
      BitSet one = new BitSet();
      one.set(e);
      knockouts.add(one);
    }
    for (int i = 0; i < sets; i++) {
      BitSet out = new BitSet();
      circuit.stream().filter(e -> random.nextBoolean()).forEach(out::set);
      knockouts.add(out);
    }
    Map<Integer, Double> best = new TreeMap<>();
    circuit.stream().forEach(e -> best.put(e, 0.0));
    for (BitSet out : knockouts) {
      BitSet rest = candidate.without(out);
      int[] edges = rest.stream().toArray();
      List<BitSet> tried = new ArrayList<>(List.of(rest));
      for (int e : edges) {
        BitSet fewer = (BitSet) rest.clone();
        fewer.clear(e);
        tried.add(fewer);
      }
      double[] means = candidate.means(tried);
      for (int i = 0; i < edges.length; i++) {
        best.merge(edges[i], Math.abs(means[i + 1] - means[0]), Math::max);
      }
    }
    return best;
  }
}

package orrery.metrics;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.BinomialTest;

/**
 * Is every edge of the circuit needed? (Shi et al. 2024, section 3.3.) An edge's effect, the mean
 * |change of the metric| when it is cut from the circuit, is compared with those of random edges:
 * the circuit is inflated by a random walk, and one of the edges that this added is cut again.
 *
 * <p>The hypothesis of each edge is that its effect exceeds that of a random edge with chance q* at
 * least (.9); a small p-value rejects it, and one rejected edge after Holm's adjustment, which the
 * authors' code lacks, says that the circuit is not minimal.
 *
 * @param edges the verdict on every edge, by number
 */
public record MinimalityTest(List<Verdict> edges) {
  /** The share of random edges that an edge of a minimal circuit exceeds. */
  public static final double QUANTILE = 0.9;

  /**
   * What the test says of one edge.
   *
   * @param edge its number
   * @param effect mean |change| when it is cut
   * @param exceeded share of the random edges whose effect is smaller
   * @param pValue binomial, one-sided; small: no better than a random edge
   * @param adjusted the same after Holm
   */
  public record Verdict(int edge, double effect, double exceeded, double pValue, double adjusted) {}

  /** Tests a candidate against some random edges, 100 in the paper. */
  public static MinimalityTest of(Candidate candidate, int draws, long seed) {
    double[] reference = reference(candidate, draws, seed);
    int[] edges = candidate.circuit().stream().toArray();
    List<BitSet> sets = new ArrayList<>(List.of(candidate.circuit()));
    for (int e : edges) sets.add(fewer(candidate.circuit(), e));
    double[][] metric = candidate.metric(sets);
    double[] p = new double[edges.length];
    int[] exceeded = new int[edges.length];
    double[] effects = new double[edges.length];
    for (int i = 0; i < edges.length; i++) {
      effects[i] = Candidate.distance(metric[0], metric[i + 1]);
      for (double r : reference) if (effects[i] > r) exceeded[i]++;
      p[i] =
          BinomialTest.withDefaults()
              .with(AlternativeHypothesis.LESS_THAN)
              .test(draws, exceeded[i], QUANTILE)
              .getPValue();
    }
    double[] adjusted = Adjustment.HOLM.apply(p);
    List<Verdict> verdicts = new ArrayList<>();
    for (int i = 0; i < edges.length; i++) {
      verdicts.add(
          new Verdict(edges[i], effects[i], exceeded[i] / (double) draws, p[i], adjusted[i]));
    }
    return new MinimalityTest(verdicts);
  }

  /** Whether no edge is rejected at a level. */
  public boolean isMinimal(double level) {
    return edges.stream().allMatch(v -> v.adjusted() > level);
  }

  private static double[] reference(Candidate candidate, int draws, long seed) {
    RandomCircuits random = new RandomCircuits(candidate.graph(), seed);
    List<BitSet> pairs = new ArrayList<>();
    for (int d = 0; d < draws; d++) {
      BitSet inflated = random.inflated(candidate.circuit(), 1);
      BitSet added = (BitSet) inflated.clone();
      added.andNot(candidate.circuit());
      pairs.add(inflated);
      pairs.add(fewer(inflated, random.pick(added)));
    }
    double[][] metric = candidate.metric(pairs);
    double[] effects = new double[draws];
    for (int d = 0; d < draws; d++) {
      effects[d] = Candidate.distance(metric[2 * d], metric[2 * d + 1]);
    }
    return effects;
  }

  private static BitSet fewer(BitSet set, int edge) {
    BitSet fewer = (BitSet) set.clone();
    fewer.clear(edge);
    return fewer;
  }
}

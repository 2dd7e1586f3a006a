package orrery.metrics;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.BinomialTest;

/**
 * Is the circuit better than random circuits of its size? (Shi et al. 2024, section 4.2:
 * sufficiency and partial necessity.) Random circuits are unions of random walks with at least as
 * many edges. A small p-value says yes: the candidate beats a random circuit with a chance above q*
 * = .9, by a one-sided binomial test.
 *
 * @param candidate mean |metric − the model's| of what was run
 * @param random the same of the random circuits, in the order drawn
 * @param beaten how many of them the candidate beats
 * @param pValue small: sufficient, or partially necessary
 */
public record RandomCircuitTest(double candidate, List<Double> random, int beaten, double pValue) {
  /** The share of random circuits that must be beaten. */
  public static final double QUANTILE = 0.9;

  /**
   * Sufficiency: kept alone, the candidate is at least as close to the model as a random circuit.
   *
   * @param draws how many random circuits, 100 in the paper
   */
  public static RandomCircuitTest sufficiency(Candidate candidate, int draws, long seed) {
    List<BitSet> kept = new ArrayList<>(List.of(candidate.circuit()));
    kept.addAll(random(candidate, draws, seed));
    double[] distances = distances(candidate, kept);
    int beaten = 0;
    for (int d = 1; d <= draws; d++) if (distances[0] <= distances[d]) beaten++;
    return of(distances, beaten);
  }

  /** Partial necessity: cut out, the candidate hurts the model more than a random circuit. */
  public static RandomCircuitTest necessity(Candidate candidate, int draws, long seed) {
    List<BitSet> kept = new ArrayList<>(List.of(candidate.complement(candidate.circuit())));
    random(candidate, draws, seed).forEach(c -> kept.add(candidate.complement(c)));
    double[] distances = distances(candidate, kept);
    int beaten = 0;
    for (int d = 1; d <= draws; d++) if (distances[0] > distances[d]) beaten++;
    return of(distances, beaten);
  }

  private static List<BitSet> random(Candidate candidate, int draws, long seed) {
    RandomCircuits random = new RandomCircuits(candidate.graph(), seed);
    List<BitSet> circuits = new ArrayList<>();
    int size = candidate.circuit().cardinality();
    for (int d = 0; d < draws; d++) circuits.add(random.ofSize(size));
    return circuits;
  }

  private static double[] distances(Candidate candidate, List<BitSet> kept) {
    List<BitSet> sets = new ArrayList<>(kept);
    sets.add(candidate.complement(new BitSet()));
    double[][] metric = candidate.metric(sets);
    double[] model = metric[kept.size()];
    double[] distances = new double[kept.size()];
    for (int i = 0; i < distances.length; i++) {
      distances[i] = Candidate.distance(metric[i], model);
    }
    return distances;
  }

  private static RandomCircuitTest of(double[] distances, int beaten) {
    List<Double> random = new ArrayList<>();
    for (int d = 1; d < distances.length; d++) random.add(distances[d]);
    double p =
        BinomialTest.withDefaults()
            .with(AlternativeHypothesis.GREATER_THAN)
            .test(random.size(), beaten, QUANTILE)
            .getPValue();
    return new RandomCircuitTest(distances[0], random, beaten, p);
  }
}

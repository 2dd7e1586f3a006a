package orrery.metrics;

import java.util.BitSet;
import java.util.List;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * Does the circuit do as well as the model? (Shi et al. 2024, section 3.1.) With D_i the circuit's
 * advantage on example i, the hypothesis is {@code |P(D > 0) − ½| < ε}; a small p-value rejects it:
 * one of the two is better on most examples.
 *
 * <p>{@code p = Σ_{k : |k/n − ½| ≥ t} Bin(n, k) (½+ε)^k (½−ε)^(n−k)}, t from the share of examples
 * with D &gt; 0. (The authors' code takes the mean of D in its place, which is the share only for
 * scores of 0 and 1.) Examples without a difference do not count; where there are no others the
 * circuit is equivalent, and p is 1.
 *
 * @param better examples on which the circuit's loss is smaller
 * @param worse examples on which it is larger
 * @param equal examples without a difference beyond 1e-9 of the loss (or of 1)
 * @param epsilon how far from a half still counts as equivalent
 * @param pValue small: not equivalent
 */
public record EquivalenceTest(int better, int worse, int equal, double epsilon, double pValue) {
  private static final double TOLERANCE = 1e-9;

  /** Tests a candidate against the whole model; ε is 0.1 in the paper. */
  public static EquivalenceTest of(Candidate candidate, double epsilon) {
    double[][] metric =
        candidate.metric(List.of(candidate.circuit(), candidate.complement(new BitSet())));
    return of(metric[0], metric[1], epsilon);
  }

  /** Tests the losses of a circuit against those of the model, {@code [example]}. */
  public static EquivalenceTest of(double[] circuit, double[] model, double epsilon) {
    if (!(epsilon >= 0 && epsilon < 0.5)) {
      throw new IllegalArgumentException("epsilon " + epsilon + ", must be below a half");
    }
    int better = 0;
    int worse = 0;
    for (int i = 0; i < circuit.length; i++) {
      double difference = model[i] - circuit[i];
      if (Math.abs(difference) <= TOLERANCE * Math.max(1, Math.abs(model[i]))) continue;
      if (difference > 0) better++;
      else worse++;
    }
    int n = better + worse;
    double p = n == 0 ? 1 : tail(n, Math.abs(better - worse), epsilon);
    return new EquivalenceTest(better, worse, circuit.length - n, epsilon, p);
  }

  private static double tail(int n, int distance, double epsilon) {
    BinomialDistribution binomial = BinomialDistribution.of(n, 0.5 + epsilon);
    double p = 0;
    for (int k = 0; k <= n; k++) {
      if (Math.abs(2 * k - n) >= distance) p += binomial.probability(k);
    }
    return Math.min(1, p);
  }
}

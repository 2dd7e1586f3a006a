package orrery.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * Whether a method finds the same circuit on other examples of the same task: the Jaccard index of
 * the circuits of bootstrap resamples, over all pairs (Méloux et al. 2025; proposed bar: mean above
 * .8). It works on scores per example and asks the model nothing.
 *
 * @param mean over pairs of resamples; 1 where every circuit is empty
 * @param least over pairs
 * @param range the central 95 % of pairs
 */
public record Stability(double mean, double least, Interval range) {

  /**
   * Stability of the first n items by mean score.
   *
   * @param scores {@code [item][example]}
   * @param key what is ranked: {@link Floor#magnitudes}, or the scores as they are
   * @param n size of a circuit; items with key 0 or less are never in it
   * @param draws resamples, at least 2
   */
  public static Stability of(
      double[][] scores, UnaryOperator<double[]> key, int n, int draws, long seed) {
    if (draws < 2 || scores.length == 0 || scores[0].length == 0) {
      throw new IllegalArgumentException(
          "%d resamples of %d items".formatted(draws, scores.length));
    }
    RandomGenerator random = Resampling.generator(seed);
    List<BitSet> circuits = new ArrayList<>();
    for (int d = 0; d < draws; d++) {
      int[] examples = Resampling.bootstrap(scores[0].length, random);
      double[] means =
          Arrays.stream(scores)
              .mapToDouble(s -> Arrays.stream(examples).mapToDouble(i -> s[i]).sum())
              .toArray();
      circuits.add(first(key.apply(Floor.apply(means)), n));
    }
    double[] pairs = new double[draws * (draws - 1) / 2];
    int next = 0;
    for (int i = 0; i < draws; i++) {
      for (int j = 0; j < i; j++) {
        pairs[next++] = Confusion.of(circuits.get(i), circuits.get(j), scores.length).jaccard();
      }
    }
    return new Stability(
        Arrays.stream(pairs).sum() / pairs.length,
        Arrays.stream(pairs).min().orElseThrow(),
        Interval.central(pairs, 0.95, "bootstrap-jaccard"));
  }

  /** The first n items with a positive score; of equal ones, those with lower numbers. */
  private static BitSet first(double[] scores, int n) {
    BitSet first = new BitSet();
    java.util.stream.IntStream.range(0, scores.length)
        .boxed()
        .filter(i -> scores[i] > 0)
        .sorted(Comparator.comparingDouble((Integer i) -> -scores[i]))
        .limit(n)
        .forEach(first::set);
    return first;
  }
}

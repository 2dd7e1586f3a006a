package orrery.metrics;

import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/**
 * Percentile bootstrap intervals (Efron 1979; Efron and Tibshirani 1993, chapter 13).
 *
 * <p>For a ranking it is stratified: true and false items are drawn with replacement apart, so that
 * P and Q stay. For a sample of examples or models these are drawn.
 */
public final class Bootstrap {
  private Bootstrap() {}

  /** The interval of a score over items, P and Q held fixed. */
  public static Interval ofItems(
      Ranking ranking, ToDoubleFunction<Ranking> score, double level, int draws, long seed) {
    RandomGenerator random = Resampling.generator(seed);
    int[] groupOfHit = new int[ranking.positives()];
    int[] groupOfMiss = new int[ranking.negatives()];
    int hits = 0;
    int misses = 0;
    for (int g = 0; g < ranking.groups(); g++) {
      for (int i = 0; i < ranking.size(g); i++) {
        if (i < ranking.hits(g)) groupOfHit[hits++] = g;
        else groupOfMiss[misses++] = g;
      }
    }
    double[] sample = new double[requireDraws(draws)];
    for (int d = 0; d < draws; d++) {
      int[] drawnHits = drawn(groupOfHit, ranking.groups(), random);
      int[] sizes = drawn(groupOfMiss, ranking.groups(), random);
      for (int g = 0; g < sizes.length; g++) sizes[g] += drawnHits[g];
      sample[d] = score.applyAsDouble(ranking.withSizes(sizes, drawnHits));
    }
    return Interval.central(sample, level, "bootstrap");
  }

  /**
   * The interval of a statistic of a sample, such as a mean over models.
   *
   * @param statistic of the drawn units, given by their numbers from 0 to size − 1
   */
  public static Interval ofUnits(
      int size, ToDoubleFunction<int[]> statistic, double level, int draws, long seed) {
    if (size < 1) throw new IllegalArgumentException("nothing to draw from");
    RandomGenerator random = Resampling.generator(seed);
    double[] sample = new double[requireDraws(draws)];
    for (int d = 0; d < draws; d++) {
      sample[d] = statistic.applyAsDouble(Resampling.bootstrap(size, random));
    }
    return Interval.central(sample, level, "bootstrap");
  }

  private static int[] drawn(int[] groups, int count, RandomGenerator random) {
    int[] counts = new int[count];
    for (int i = 0; i < groups.length; i++) counts[groups[random.nextInt(groups.length)]]++;
    return counts;
  }

  private static int requireDraws(int draws) {
    if (draws < 1) throw new IllegalArgumentException(draws + " draws");
    return draws;
  }
}

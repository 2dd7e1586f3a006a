package orrery.metrics;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/**
 * What a score is worth without knowledge: its distribution over random answers.
 *
 * @param draws the scores of the random answers, rising
 */
public record NullDistribution(double[] draws) {
  /** The least number of draws that a report may rest on. */
  public static final int DRAWS = 1000;

  public NullDistribution {
    if (draws.length == 0) throw new IllegalArgumentException("no draws");
    draws = draws.clone();
    Arrays.sort(draws);
  }

  /**
   * A method that gives every item an independent random score, without ties: the random row beside
   * every figure.
   */
  public static NullDistribution random(
      int items, int positives, ToDoubleFunction<Ranking> score, int draws, long seed) {
    double[] distinct = new double[items];
    Arrays.setAll(distinct, i -> items - i);
    java.util.BitSet first = new java.util.BitSet();
    first.set(0, positives);
    return permuted(Ranking.of(distinct, first), score, draws, seed);
  }

  /**
   * The scores of a ranking when the truth is dealt out anew among its items: ties stay as the
   * method has them. The null of a permutation test.
   */
  public static NullDistribution permuted(
      Ranking ranking, ToDoubleFunction<Ranking> score, int draws, long seed) {
    RandomGenerator random = Resampling.generator(seed);
    int[] groupOf = new int[ranking.items()];
    int next = 0;
    for (int g = 0; g < ranking.groups(); g++) {
      Arrays.fill(groupOf, next, next += ranking.size(g), g);
    }
    double[] values = new double[draws];
    for (int d = 0; d < draws; d++) {
      int[] hits = new int[ranking.groups()];
      deal(groupOf, ranking.positives(), hits, random);
      values[d] = score.applyAsDouble(ranking.withHits(hits));
    }
    return new NullDistribution(values);
  }

  /** Deals some items from the front of the deck, which is shuffled as far as needed. */
  private static void deal(int[] deck, int count, int[] hits, RandomGenerator random) {
    for (int i = 0; i < count; i++) {
      int j = random.nextInt(i, deck.length);
      int group = deck[j];
      deck[j] = deck[i];
      deck[i] = group;
      hits[group]++;
    }
  }

  /** The mean of the draws. */
  public double mean() {
    return Arrays.stream(draws).sum() / draws.length;
  }

  /** The central range of the draws. */
  public Interval interval(double level) {
    return Interval.central(draws, level, "null");
  }

  /**
   * The one-sided p-value of an observed score: {@code (1 + #{draw ≥ observed}) / (1 + draws)}
   * (Phipson and Smyth 2010); never 0. Scores within 1e-12 count as equal.
   */
  public double pValue(double observed) {
    int low = 0;
    int high = draws.length;
    while (low < high) { // the first draw that is not smaller
      int middle = (low + high) / 2;
      if (draws[middle] < observed - 1e-12) low = middle + 1;
      else high = middle;
    }
    return (1.0 + draws.length - low) / (1.0 + draws.length);
  }
}

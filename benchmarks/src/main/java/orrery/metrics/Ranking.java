package orrery.metrics;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;

/**
 * Items ranked by score, best first, with those that belong to a truth set; equal scores stand in
 * one tie group, and their order within it does not exist.
 *
 * <p>Scores pass the {@link Floor} first. Everything that ranks is computed from the sizes of the
 * tie groups and the number of true items in each.
 */
public final class Ranking {
  private final double[] thresholds; // [group] its score, falling
  private final int[] sizes; // [group]
  private final int[] hits; // [group] how many of it are true
  private final int positives;
  private final int items;

  private Ranking(double[] thresholds, int[] sizes, int[] hits) {
    this.thresholds = thresholds;
    this.sizes = sizes;
    this.hits = hits;
    this.positives = Arrays.stream(hits).sum();
    this.items = Arrays.stream(sizes).sum();
    if (positives == 0 || positives == items) {
      throw new IllegalArgumentException(
          "%d of %d items are in the truth: ranking needs some in it and some outside"
              .formatted(positives, items));
    }
  }

  /**
   * Ranks all items.
   *
   * @param scores {@code [item]}, larger is more likely true; infinities rank first and last
   * @param truth the numbers of the true items
   * @throws IllegalArgumentException if a score is NaN, or the truth is empty or everything
   */
  public static Ranking of(double[] scores, BitSet truth) {
    BitSet all = new BitSet();
    all.set(0, scores.length);
    return of(scores, truth, all);
  }

  /**
   * Ranks some of the items; the others, such as edges that the task cannot tell apart, do not
   * count. The floor is still that of all scores.
   *
   * @param among the numbers of the items that count
   * @throws IllegalArgumentException if a score is NaN, or among those that count the truth is
   *     empty or everything
   */
  public static Ranking of(double[] scores, BitSet truth, BitSet among) {
    requireWithin(truth, scores.length);
    requireWithin(among, scores.length);
    double[] floored = Floor.apply(scores);
    int[] order =
        among.stream()
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> -floored[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] thresholds = new double[order.length];
    int[] sizes = new int[order.length];
    int[] hits = new int[order.length];
    int groups = 0;
    for (int i = 0; i < order.length; i++) {
      double score = floored[order[i]] + 0.0; // -0.0 ties with 0.0
      if (i == 0 || score != thresholds[groups - 1]) thresholds[groups++] = score;
      sizes[groups - 1]++;
      if (truth.get(order[i])) hits[groups - 1]++;
    }
    return new Ranking(
        Arrays.copyOf(thresholds, groups),
        Arrays.copyOf(sizes, groups),
        Arrays.copyOf(hits, groups));
  }

  /** Whether a truth can be ranked against: some items are in it and some are not. */
  public static boolean isPossible(BitSet truth, BitSet among) {
    BitSet in = (BitSet) among.clone();
    in.and(truth);
    return !in.isEmpty() && in.cardinality() < among.cardinality();
  }

  /** The same tie groups with another number of true items in each, {@code [group]}. */
  Ranking withHits(int[] others) {
    return new Ranking(thresholds, sizes, others);
  }

  /** The same scores with other numbers of items, {@code [group]}; a group may be empty. */
  Ranking withSizes(int[] otherSizes, int[] otherHits) {
    return new Ranking(thresholds, otherSizes, otherHits);
  }

  /** How many tie groups there are. */
  public int groups() {
    return sizes.length;
  }

  /** The score of a tie group; 0 is the best. */
  public double threshold(int group) {
    return thresholds[group];
  }

  /** How many items a tie group has. */
  public int size(int group) {
    return sizes[group];
  }

  /** How many true items a tie group has. */
  public int hits(int group) {
    return hits[group];
  }

  /** How many items are ranked. */
  public int items() {
    return items;
  }

  /** How many of them are true: P. */
  public int positives() {
    return positives;
  }

  /** How many of them are not: Q. */
  public int negatives() {
    return items - positives;
  }

  private static void requireWithin(BitSet set, int size) {
    if (set.length() > size) {
      throw new IllegalArgumentException("item %d of %d".formatted(set.length() - 1, size));
    }
  }
}

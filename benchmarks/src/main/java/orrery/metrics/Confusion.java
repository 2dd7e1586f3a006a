package orrery.metrics;

import java.util.BitSet;

/**
 * A set of found items beside the truth, counted.
 *
 * @param truePositives found and true
 * @param falsePositives found and not true
 * @param falseNegatives true and not found
 * @param trueNegatives neither
 */
public record Confusion(
    int truePositives, int falsePositives, int falseNegatives, int trueNegatives) {

  /** Counts over the items 0 to size − 1. */
  public static Confusion of(BitSet found, BitSet truth, int size) {
    BitSet all = new BitSet();
    all.set(0, size);
    return of(found, truth, all);
  }

  /** Counts over some items; others do not count. */
  public static Confusion of(BitSet found, BitSet truth, BitSet among) {
    int tp = 0;
    int fp = 0;
    int fn = 0;
    for (int i = among.nextSetBit(0); i >= 0; i = among.nextSetBit(i + 1)) {
      if (found.get(i) && truth.get(i)) tp++;
      else if (found.get(i)) fp++;
      else if (truth.get(i)) fn++;
    }
    return new Confusion(tp, fp, fn, among.cardinality() - tp - fp - fn);
  }

  /**
   * The items whose score lies above a threshold, after the {@link Floor}: the method's own circuit
   * where the threshold is its own. With 0 and magnitudes: whatever it says is not nothing.
   */
  public static BitSet above(double[] scores, double threshold) {
    double[] floored = Floor.apply(scores);
    BitSet found = new BitSet();
    for (int i = 0; i < floored.length; i++) found.set(i, floored[i] > threshold);
    return found;
  }

  /** Found of the true ones, TP/(TP+FN); 1 where nothing is true. */
  public double recall() {
    return ratio(truePositives, truePositives + falseNegatives);
  }

  /** The true positive rate: {@link #recall}. */
  public double tpr() {
    return recall();
  }

  /** Found of the others, FP/(FP+TN); 0 where there are none. */
  public double fpr() {
    return falsePositives == 0 ? 0 : falsePositives / (double) (falsePositives + trueNegatives);
  }

  /** True of the found ones, TP/(TP+FP); 1 where nothing is found. */
  public double precision() {
    return ratio(truePositives, truePositives + falsePositives);
  }

  /** The harmonic mean of precision and recall, 2TP/(2TP+FP+FN); 1 where both sets are empty. */
  public double f1() {
    return ratio(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives);
  }

  /** Intersection over union, TP/(TP+FP+FN) (Jaccard 1901); 1 where both sets are empty. */
  public double jaccard() {
    return ratio(truePositives, truePositives + falsePositives + falseNegatives);
  }

  /** The place of this set in a ROC diagram. */
  public Roc.Point point() {
    return new Roc.Point(fpr(), tpr());
  }

  private static double ratio(int part, int whole) {
    return whole == 0 ? 1 : part / (double) whole;
  }
}

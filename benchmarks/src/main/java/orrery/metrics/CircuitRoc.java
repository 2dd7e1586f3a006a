package orrery.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/**
 * The ROC of a method that answers with circuits, one for each setting, not nested in one another:
 * every circuit is a point, and the curve is the Pareto front of the points with (0, 0) and (1, 1).
 *
 * <p>Where the circuits are the thresholds of one score, no point is dominated and the area is the
 * tie-correct {@link RankScore#AUROC}. Picking the best of many circuits favours methods that offer
 * many, so read the area beside {@link #permuted}. The area of {@link PessimisticAuc} is the
 * field's older, lower convention.
 *
 * @param circuits the found sets
 * @param truth the true items
 * @param among the items that count, at least one true and one not
 */
public record CircuitRoc(List<BitSet> circuits, BitSet truth, BitSet among) {
  public CircuitRoc {
    circuits = List.copyOf(circuits);
    if (!Ranking.isPossible(truth, among)) {
      throw new IllegalArgumentException("a ROC needs some items in the truth and some outside it");
    }
  }

  /** One point a circuit, in their order. */
  public List<Roc.Point> points() {
    return circuits.stream().map(c -> Confusion.of(c, truth, among).point()).toList();
  }

  /** The area under the Pareto front. */
  public double area() {
    return Roc.area(front(points()));
  }

  /**
   * The points that no other beats in both rates at once, with (0, 0) and (1, 1), by rising false
   * positive rate; straight between them.
   */
  public static List<Roc.Point> front(List<Roc.Point> points) {
    List<Roc.Point> sorted = new ArrayList<>(points);
    sorted.add(new Roc.Point(0, 0));
    sorted.add(new Roc.Point(1, 1));
    sorted.sort(
        Comparator.comparingDouble(Roc.Point::fpr)
            .thenComparing(Comparator.comparingDouble(Roc.Point::tpr)));
    List<Roc.Point> front = new ArrayList<>();
    double best = 0;
    for (Roc.Point p : sorted) {
      if (p.tpr() < best) continue;
      front.add(p);
      best = p.tpr();
    }
    return front;
  }

  /**
   * The area under the upper convex hull: what mixing circuits by chance attains (Provost and
   * Fawcett 2001). Never below ½.
   */
  public double hullArea() {
    List<Roc.Point> hull = new ArrayList<>();
    for (Roc.Point p : front(points())) {
      while (hull.size() > 1 && isBelow(hull.get(hull.size() - 2), hull.get(hull.size() - 1), p)) {
        hull.remove(hull.size() - 1);
      }
      hull.add(p);
    }
    return Roc.area(hull);
  }

  /** Whether b lies on or below the line from a to c. */
  private static boolean isBelow(Roc.Point a, Roc.Point b, Roc.Point c) {
    return (b.tpr() - a.tpr()) * (c.fpr() - a.fpr()) <= (c.tpr() - a.tpr()) * (b.fpr() - a.fpr());
  }

  /** The area's stratified percentile bootstrap over items: true and other items drawn apart. */
  public Interval interval(double level, int draws, long seed) {
    RandomGenerator random = Resampling.generator(seed);
    int[] hits = among.stream().filter(truth::get).toArray();
    int[] misses = among.stream().filter(i -> !truth.get(i)).toArray();
    double[] sample = new double[draws];
    for (int d = 0; d < draws; d++) {
      int[] drawnHits = drawn(hits, random);
      int[] drawnMisses = drawn(misses, random);
      sample[d] =
          Roc.area(
              front(
                  circuits.stream()
                      .map(c -> new Roc.Point(share(c, drawnMisses), share(c, drawnHits)))
                      .toList()));
    }
    return Interval.central(sample, level, "bootstrap");
  }

  /** A score of these circuits when the truth is dealt out anew among the items that count. */
  public NullDistribution permuted(ToDoubleFunction<CircuitRoc> score, int draws, long seed) {
    RandomGenerator random = Resampling.generator(seed);
    int[] items = among.stream().toArray();
    int positives = (int) among.stream().filter(truth::get).count();
    double[] values = new double[draws];
    for (int d = 0; d < draws; d++) {
      BitSet dealt = new BitSet();
      for (int i : Resampling.subset(items.length, positives, random)) dealt.set(items[i]);
      values[d] = score.applyAsDouble(new CircuitRoc(circuits, dealt, among));
    }
    return new NullDistribution(values);
  }

  private static int[] drawn(int[] items, RandomGenerator random) {
    return Arrays.stream(Resampling.bootstrap(items.length, random)).map(i -> items[i]).toArray();
  }

  private static double share(BitSet circuit, int[] items) {
    return Arrays.stream(items).filter(circuit::get).count() / (double) items.length;
  }
}

package orrery.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import orrery.intervention.Mask;

/**
 * Faithfulness of circuits that grow: {@code f(C) = (m(C) − m(∅)) / (m(M) − m(∅))}, the metric
 * averaged over examples <em>before</em> the ratio (Wang et al. 2023; Mueller et al. 2025; Miller
 * et al. 2024, section 4, on the mean of ratios).
 *
 * <p>1 is the whole model and 0 the model with everything cut; f may leave these bounds where the
 * circuit lacks parts that hinder.
 */
public final class FaithfulnessCurve {
  private final double[] full; // [example]
  private final double[] empty; // [example]
  private final double[][] metric; // [point][example]
  private final int[] nominal; // [point]
  private final int[] actual; // [point]
  private final int total;

  private FaithfulnessCurve(double[][] ends, double[][] metric, int[] nominal, List<Mask> masks) {
    this.full = ends[0];
    this.empty = ends[1];
    this.metric = metric;
    this.nominal = nominal.clone();
    int base = masks.get(1).size();
    this.total = masks.get(0).size() - base;
    this.actual = masks.stream().skip(2).mapToInt(m -> m.size() - base).toArray();
    if (!isDefined()) {
      throw new IllegalArgumentException(
          "the metric is %s with every edge kept and with every edge cut: faithfulness is not defined; choose another metric or other counterfactuals"
              .formatted(mean(full)));
    }
  }

  /**
   * A point of a curve.
   *
   * @param nominal how many edges were asked for
   * @param actual how many the circuit has, after pruning
   * @param f its faithfulness
   */
  public record Point(int nominal, int actual, double f) {}

  /**
   * What is 1 and what is 0.
   *
   * @param full the whole model
   * @param empty the model with everything cut that may be cut
   */
  public record Ends(Mask full, Mask empty) {}

  /**
   * The curve at every size: the circuit at k has k edges, for k from 0 on.
   *
   * @param nested {@code [k]} from the empty circuit to the full one, best edges first
   * @throws IllegalArgumentException if the metric is the same at both ends
   */
  public static FaithfulnessCurve ofEverySize(CircuitRuns runs, List<Mask> nested) {
    int[] sizes = new int[nested.size()];
    Arrays.setAll(sizes, k -> k);
    Ends ends = new Ends(nested.get(nested.size() - 1), nested.get(0));
    return of(runs, ends, sizes, nested);
  }

  /**
   * The curve at some sizes.
   *
   * @param nominal {@code [point]} how many edges were asked for, rising
   * @param circuits {@code [point]}
   * @throws IllegalArgumentException if the metric is the same at both ends
   */
  public static FaithfulnessCurve of(
      CircuitRuns runs, Ends ends, int[] nominal, List<Mask> circuits) {
    if (nominal.length != circuits.size() || nominal.length == 0) {
      throw new IllegalArgumentException(
          "%d sizes for %d circuits".formatted(nominal.length, circuits.size()));
    }
    List<Mask> masks = CircuitRuns.both(List.of(ends.full(), ends.empty()), circuits);
    double[][] values = runs.of(masks);
    double[][] rest = Arrays.copyOfRange(values, 2, values.length);
    return new FaithfulnessCurve(values, rest, nominal, masks);
  }

  private boolean isDefined() {
    return mean(full) != mean(empty);
  }

  /** The points, in the order given. */
  public List<Point> points() {
    double[] f = f(identity());
    Point[] points = new Point[f.length];
    Arrays.setAll(points, i -> new Point(nominal[i], actual[i], f[i]));
    return List.of(points);
  }

  /** How many edges the whole model has that the empty circuit has not. */
  public int total() {
    return total;
  }

  /** The metric of the whole model, mean over examples. */
  public double fullMetric() {
    return mean(full);
  }

  /** The metric with everything cut, mean over examples. */
  public double emptyMetric() {
    return mean(empty);
  }

  /** The area of a score of f. */
  public double area(CurveScore score, CurveAxis axis) {
    return area(f(identity()), score, axis);
  }

  /** Its percentile bootstrap interval over examples. */
  public Interval interval(CurveScore score, CurveAxis axis, double level, int draws, long seed) {
    RandomGenerator random = Resampling.generator(seed);
    double[] sample = new double[draws];
    for (int d = 0; d < draws; d++) sample[d] = area(f(resample(random)), score, axis);
    return Interval.central(sample, level, "bootstrap");
  }

  /** The percentile bootstrap band over examples, {@code [point]}; one draw serves all points. */
  public List<Interval> band(double level, int draws, long seed) {
    RandomGenerator random = Resampling.generator(seed);
    double[][] samples = new double[metric.length][draws];
    for (int d = 0; d < draws; d++) {
      double[] f = f(resample(random));
      for (int i = 0; i < f.length; i++) samples[i][d] = f[i];
    }
    return Arrays.stream(samples).map(s -> Interval.central(s, level, "bootstrap")).toList();
  }

  /** Examples drawn with replacement; drawn again where their ends coincide. */
  private int[] resample(RandomGenerator random) {
    int[] drawn;
    do {
      drawn = Resampling.bootstrap(full.length, random);
    } while (mean(full, drawn) == mean(empty, drawn));
    return drawn;
  }

  private double[] f(int[] examples) {
    double bottom = mean(empty, examples);
    double height = mean(full, examples) - bottom;
    return Arrays.stream(metric)
        .mapToDouble(m -> (mean(m, examples) - bottom) / height + 0.0) // never -0.0
        .toArray();
  }

  private double area(double[] f, CurveScore score, CurveAxis axis) {
    double[] heights = Arrays.stream(f).map(score::height).toArray();
    return axis.area(axis.isActual() ? actual : nominal, heights, total);
  }

  private int[] identity() {
    int[] all = new int[full.length];
    Arrays.setAll(all, i -> i);
    return all;
  }

  private static double mean(double[] values, int[] examples) {
    double sum = 0;
    for (int i : examples) sum += values[i];
    return sum / examples.length;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).sum() / values.length;
  }
}

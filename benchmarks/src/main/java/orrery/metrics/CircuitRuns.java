package orrery.metrics;

import java.util.ArrayList;
import java.util.List;
import orrery.intervention.Mask;

/**
 * Measures circuits, {@code [mask][example]}: {@code experiment::run}, the same with another
 * metric, or {@code experiment::inject}.
 */
@FunctionalInterface
public interface CircuitRuns {
  /** The metric of every circuit on every example. */
  double[][] of(List<Mask> masks);

  /** The mean over examples of every circuit, {@code [mask]}. */
  default double[] means(List<Mask> masks) {
    double[][] values = of(masks);
    double[] means = new double[values.length];
    for (int m = 0; m < means.length; m++) means[m] = mean(values[m]);
    return means;
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double v : values) sum += v;
    return sum / values.length;
  }

  /** Two lists of circuits in one. */
  static List<Mask> both(List<Mask> first, List<Mask> second) {
    List<Mask> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }
}

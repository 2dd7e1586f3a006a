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

  /** Two lists of circuits in one. */
  static List<Mask> both(List<Mask> first, List<Mask> second) {
    List<Mask> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }
}

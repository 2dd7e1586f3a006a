package orrery.discovery;

import java.util.List;
import orrery.intervention.Experiment;
import orrery.intervention.Mask;

/** What injecting clean values into the run on the reference is worth. */
final class Restoring {
  private Restoring() {}

  /** Metric of the run on the reference − metric with the kept edges injected, per example. */
  static double[][] effects(Experiment experiment, List<Mask> restored) {
    double[] base = experiment.ablated();
    double[][] effects = experiment.inject(restored);
    for (double[] row : effects) {
      for (int i = 0; i < row.length; i++) row[i] = base[i] - row[i];
    }
    return effects;
  }
}

package orrery.attribution;

import java.util.ArrayList;
import java.util.List;

/**
 * Where the integral of {@link IntegratedGradients} is sampled; 0 is the reference, 1 the input.
 */
public enum PathRule {
  /** k/m for k from 1 to m: the published code's. */
  RIGHT,
  /** (k + ½)/m for k from 0 to m − 1. */
  MIDPOINT,
  /** k/m for k from 0 to m, both ends counted half. */
  TRAPEZOID;

  /** A place on the path and what it counts. */
  record Sample(double share, double weight) {}

  /** The samples of m steps, whose weights sum to 1. */
  List<Sample> samples(int steps) {
    if (steps < 1) throw new IllegalArgumentException("steps " + steps + ", at least 1");
    List<Sample> samples = new ArrayList<>();
    for (int k = this == RIGHT ? 1 : 0; k <= (this == MIDPOINT ? steps - 1 : steps); k++) {
      boolean isEnd = this == TRAPEZOID && (k == 0 || k == steps);
      double share = (k + (this == MIDPOINT ? 0.5 : 0)) / steps;
      samples.add(new Sample(share, (isEnd ? 0.5 : 1) / steps));
    }
    return samples;
  }
}

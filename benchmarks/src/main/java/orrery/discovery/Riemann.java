package orrery.discovery;

import java.util.ArrayList;
import java.util.List;

/**
 * Where an integral over a path is sampled, and what a sample counts; the path runs from the
 * reference (0) to the clean run (1).
 */
public enum Riemann {
  /** k/m for k from 0 to m − 1: the reference's end, not the clean run; MIB's code for edges. */
  LEFT,
  /** k/m for k from 1 to m: the clean run, not the reference's end; MIB's code for nodes. */
  RIGHT,
  /** (k + ½)/m for k from 0 to m − 1. */
  MIDPOINT,
  /** k/m for k from 0 to m, both ends counted half: one sample more than the others. */
  TRAPEZOID;

  /** A place on the path and its weight; the weights of all samples sum to 1. */
  record Sample(double share, double weight) {}

  /** The samples of m steps; IllegalArgumentException if there are none. */
  List<Sample> samples(int steps) {
    if (steps < 1) throw new IllegalArgumentException("steps " + steps + ", at least 1");
    List<Sample> samples = new ArrayList<>();
    int last = this == TRAPEZOID ? steps : steps - 1;
    double offset = this == RIGHT ? 1 : this == MIDPOINT ? 0.5 : 0;
    for (int k = 0; k <= last; k++) {
      boolean half = this == TRAPEZOID && (k == 0 || k == last);
      samples.add(new Sample((k + offset) / steps, (half ? 0.5 : 1) / steps));
    }
    return samples;
  }
}

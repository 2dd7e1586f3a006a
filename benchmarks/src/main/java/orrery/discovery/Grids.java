package orrery.discovery;

import java.util.List;

/** Checks of the numbers that a method goes through. */
final class Grids {
  private Grids() {}

  /** The values, copied; IllegalArgumentException unless finite, not negative and ascending. */
  static List<Double> ascending(String what, List<Double> values) {
    if (values.isEmpty()) throw new IllegalArgumentException("no " + what);
    double last = -1;
    for (double v : values) {
      if (!Double.isFinite(v) || v < 0 || v <= last) {
        throw new IllegalArgumentException(
            what + " must be finite, not negative and ascending: " + values);
      }
      last = v;
    }
    return List.copyOf(values);
  }
}

package orrery.discovery;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Checks of the numbers that a method goes through. */
final class Grids {
  private Grids() {}

  /** The values as they are written in a setting: {@code 0.1/1.0/10.0}. */
  static String text(List<Double> values) {
    return values.stream().map(v -> Double.toString(v)).collect(Collectors.joining("/"));
  }

  /** The values of such a setting. */
  static List<Double> read(Settings settings, String key, List<Double> otherwise) {
    String text = settings.text(key, text(otherwise));
    try {
      return ascending(key, Arrays.stream(text.split("/", -1)).map(Double::valueOf).toList());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "%s %s, write numbers with slashes between them, such as %s"
              .formatted(key, text, text(otherwise)));
    }
  }

  /** The values, copied; IllegalArgumentException unless finite, not negative and ascending. */
  static List<Double> ascending(String what, List<Double> values) {
    if (values.isEmpty()) throw new IllegalArgumentException("no " + what);
    double last = -1;
    for (double v : values) {
      if (!Double.isFinite(v) || v < 0 || v <= last) {
        throw new IllegalArgumentException(
            "%s %s, must be finite, not negative and ascending".formatted(what, text(values)));
      }
      last = v;
    }
    return List.copyOf(values);
  }
}

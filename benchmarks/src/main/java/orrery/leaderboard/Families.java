package orrery.leaderboard;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import orrery.metrics.Bootstrap;
import orrery.metrics.Interval;

/**
 * Values of models in groups: models of one program are not independent, whatever their seeds.
 *
 * @param groups {@code [program][model]}
 */
record Families(double[][] groups) {
  private static final double LEVEL = 0.95;
  private static final int DRAWS = 2_000;

  /** The values of a list of models, grouped by the family of each. */
  static Families of(List<String> families, List<Double> values) {
    Map<String, List<Double>> by = new TreeMap<>();
    for (int i = 0; i < values.size(); i++) {
      by.computeIfAbsent(families.get(i), f -> new ArrayList<>()).add(values.get(i));
    }
    return new Families(
        by.values().stream()
            .map(g -> g.stream().mapToDouble(v -> v).toArray())
            .toArray(double[][]::new));
  }

  /** How many models there are. */
  int models() {
    return Arrays.stream(groups).mapToInt(g -> g.length).sum();
  }

  /** The values of all models. */
  double[] values() {
    return Arrays.stream(groups).flatMapToDouble(Arrays::stream).toArray();
  }

  /** The mean of each group. */
  double[] means() {
    return Arrays.stream(groups).mapToDouble(Families::mean).toArray();
  }

  /**
   * The 95 % percentile interval of a statistic of all models: programs are drawn with replacement,
   * each with all its models (Davison and Hinkley 1997, section 3.8, strategy 1). Empty where there
   * is one program only.
   */
  Optional<Interval> interval(ToDoubleFunction<double[]> statistic, long seed) {
    if (groups.length < 2) return Optional.empty();
    return Optional.of(
        Bootstrap.ofUnits(
            groups.length,
            drawn ->
                statistic.applyAsDouble(
                    Arrays.stream(drawn)
                        .mapToObj(g -> groups[g])
                        .flatMapToDouble(Arrays::stream)
                        .toArray()),
            LEVEL,
            DRAWS,
            seed));
  }

  /** The mean of some values. */
  static double mean(double[] values) {
    return Arrays.stream(values).sum() / values.length;
  }

  /** The median of some values; of an even number the mean of the two in the middle. */
  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}

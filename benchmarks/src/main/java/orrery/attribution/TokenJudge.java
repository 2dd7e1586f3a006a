package orrery.attribution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import orrery.attribution.TokenScorecard.Asked;
import orrery.attribution.TokenScorecard.Figure;
import orrery.metrics.Bootstrap;
import orrery.metrics.Calibrated;
import orrery.metrics.Floor;
import orrery.metrics.Interval;
import orrery.metrics.NullDistribution;

/** Turns scores into figures, beside chance and the truth itself. */
final class TokenJudge {
  private static final double LEVEL = 0.95;
  private static final int BOOTSTRAPS = 1000;

  private final List<Asked> asked;
  private final long seed;
  private final Map<TokenMeasure, NullDistribution> chance = new EnumMap<>(TokenMeasure.class);
  private final Map<TokenMeasure, Double> oracle = new EnumMap<>(TokenMeasure.class);

  TokenJudge(List<Asked> asked, long seed) {
    this.asked = asked;
    this.seed = seed;
    for (TokenMeasure m : TokenMeasure.values()) {
      mean(each(m, oracles(m))).ifPresent(v -> oracle.put(m, v));
    }
    guess();
  }

  private void guess() {
    Random random = new Random(seed);
    Map<TokenMeasure, double[]> draws = new EnumMap<>(TokenMeasure.class);
    oracle.keySet().forEach(m -> draws.put(m, new double[NullDistribution.DRAWS]));
    for (int d = 0; d < NullDistribution.DRAWS; d++) {
      List<double[]> scores = new ArrayList<>();
      for (Asked a : asked) scores.add(RandomScores.draw(random, a.question().length()));
      for (Map.Entry<TokenMeasure, double[]> e : draws.entrySet()) {
        e.getValue()[d] = mean(each(e.getKey(), scores)).orElse(0);
      }
    }
    draws.forEach((m, values) -> chance.put(m, new NullDistribution(values)));
  }

  /**
   * The figures of some scores, {@code [question][token]}. Dust is what is small beside the largest
   * score of all questions: where a method finds nothing, what it finds is not ranked.
   */
  List<Figure> figures(List<double[]> scores) {
    List<double[]> floored = floored(scores);
    List<Figure> figures = new ArrayList<>();
    for (TokenMeasure m : oracle.keySet()) {
      figure(m, each(m, floored)).ifPresent(figures::add);
    }
    return figures;
  }

  private static List<double[]> floored(List<double[]> scores) {
    double[] all = Floor.apply(scores.stream().flatMapToDouble(Arrays::stream).toArray());
    List<double[]> floored = new ArrayList<>();
    int from = 0;
    for (double[] s : scores) floored.add(Arrays.copyOfRange(all, from, from += s.length));
    return floored;
  }

  /** The figures of each measure's own truth. */
  List<Figure> oracleFigures() {
    List<Figure> figures = new ArrayList<>();
    for (TokenMeasure m : oracle.keySet()) {
      figure(m, each(m, oracles(m))).ifPresent(figures::add);
    }
    return figures;
  }

  /** The figures of chance: means and central ranges of the draws. */
  List<Figure> randomFigures() {
    List<Figure> figures = new ArrayList<>();
    for (TokenMeasure m : oracle.keySet()) {
      NullDistribution none = none(m);
      Interval range = none.interval(LEVEL);
      int count = present(each(m, oracles(m))).length;
      OptionalDouble nu = nu(m, none.mean());
      figures.add(new Figure(m, none.mean(), range.low(), range.high(), count, nu));
    }
    return figures;
  }

  private NullDistribution none(TokenMeasure m) {
    return Optional.ofNullable(chance.get(m))
        .orElseThrow(() -> new AssertionError("no chance for " + m));
  }

  private OptionalDouble nu(TokenMeasure m, double value) {
    double best = oracle.getOrDefault(m, 0.0);
    return Calibrated.of(
            value, best, none(m), LEVEL, OptionalDouble.empty(), OptionalDouble.empty())
        .nu();
  }

  private Optional<Figure> figure(TokenMeasure m, List<OptionalDouble> each) {
    OptionalDouble mean = mean(each);
    if (mean.isEmpty()) return Optional.empty();
    Interval interval = bootstrap(each);
    double value = mean.getAsDouble();
    return Optional.of(
        new Figure(m, value, interval.low(), interval.high(), present(each).length, nu(m, value)));
  }

  /** Over inputs, because the answers to one input have much in common. */
  private Interval bootstrap(List<OptionalDouble> each) {
    int inputs = 1 + asked.stream().mapToInt(a -> a.question().inputNumber()).max().orElse(0);
    double[] sums = new double[inputs];
    int[] counts = new int[inputs];
    for (int q = 0; q < asked.size(); q++) {
      int input = asked.get(q).question().inputNumber();
      if (each.get(q).isEmpty()) continue;
      sums[input] += each.get(q).getAsDouble();
      counts[input]++;
    }
    int[] units = java.util.stream.IntStream.range(0, inputs).filter(i -> counts[i] > 0).toArray();
    return Bootstrap.ofUnits(
        units.length,
        drawn -> {
          double sum = 0;
          int count = 0;
          for (int d : drawn) {
            sum += sums[units[d]];
            count += counts[units[d]];
          }
          return sum / count;
        },
        LEVEL,
        BOOTSTRAPS,
        seed);
  }

  private List<OptionalDouble> each(TokenMeasure m, List<double[]> scores) {
    List<OptionalDouble> each = new ArrayList<>();
    for (int q = 0; q < asked.size(); q++) {
      each.add(m.of(scores.get(q), asked.get(q).truth()));
    }
    return each;
  }

  private List<double[]> oracles(TokenMeasure m) {
    return asked.stream()
        .map(a -> m.oracle(a.truth()).orElseGet(() -> new double[a.question().length()]))
        .toList();
  }

  private static double[] present(List<OptionalDouble> each) {
    return each.stream()
        .filter(OptionalDouble::isPresent)
        .mapToDouble(d -> d.getAsDouble())
        .toArray();
  }

  private static OptionalDouble mean(List<OptionalDouble> each) {
    double[] values = present(each);
    return values.length == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(Arrays.stream(values).sum() / values.length);
  }
}

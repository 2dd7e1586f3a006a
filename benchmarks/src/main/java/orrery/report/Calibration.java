package orrery.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import orrery.discovery.Methods;
import orrery.discovery.Scores;
import orrery.intervention.Cost;
import orrery.metrics.Interval;
import orrery.metrics.NullDistribution;
import orrery.report.Scorecard.Entry;
import orrery.report.Scorecard.Figure;
import orrery.report.Scorecard.Role;

/**
 * The rows beside every method that say what its figures are worth: the truth in a method's place,
 * chance, what needs no interpreting, and the truth of another program.
 */
final class Calibration {
  private static final int ORDERS = 24;

  private final Ground ground;
  private final Judge judge;
  private final long seed;

  Calibration(Ground ground, Judge judge, long seed) {
    this.ground = ground;
    this.judge = judge;
    this.seed = seed;
  }

  /** All rows. */
  List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    entries.add(
        judge.entry(
            indicator(
                "oracle",
                "The truth %s in a method's place: 1 or 0.".formatted(ground.headline().name()),
                ground.truth()),
            Role.ORACLE));
    entries.add(random());
    Answer norm = Answer.of("magnitude", Methods.one("magnitude"), ground.experiment());
    entries.add(judge.entry(norm, Role.TRIVIAL));
    entries.add(
        judge.entry(
            indicator("all-equal", "One score for every edge.", ground.all()), Role.TRIVIAL));
    Optional<Placebo.Circuit> placebo = Placebo.beside(ground);
    placebo.ifPresent(
        p ->
            entries.add(
                judge.entry(
                    indicator("placebo", "The PROGRAM circuit of " + p.program() + ".", p.edges()),
                    Role.PLACEBO)));
    return entries;
  }

  private Answer indicator(String label, String citation, BitSet edges) {
    double[][] values = new double[ground.graph().edgeCount()][1];
    edges.stream().forEach(e -> values[e][0] = 1);
    return new Answer(
        label,
        citation,
        Map.of(),
        Cost.NONE,
        new Scores.OfEdges(ground.graph(), values),
        List.of());
  }

  /** Mean and central range of every figure over many random scorings. */
  private Entry random() {
    Random random = new Random(seed);
    RankFigures ranks = new RankFigures(judge.frame(), RankFigures.Detail.VALUES, seed);
    Map<String, List<Double>> values = new TreeMap<>();
    List<List<Integer>> orders = new ArrayList<>();
    for (int d = 0; d < NullDistribution.DRAWS; d++) {
      double[] scores = new double[ground.graph().edgeCount()];
      Arrays.setAll(scores, e -> 2 * random.nextDouble() - 1);
      for (Figure f : ranks.of(scores)) {
        values.computeIfAbsent(f.measure(), m -> new ArrayList<>()).add(f.value());
      }
      if (d < ORDERS) orders.add(Order.magnitude(scores));
    }
    List<Figure> figures = new ArrayList<>();
    values.forEach((measure, draws) -> figures.add(spread(measure, draws)));
    CurveFigures.Result faithful = judge.curves().ofRandom(orders);
    figures.addAll(faithful.figures());
    List<Scorecard.Point> diagonal =
        List.of(new Scorecard.Point(0, 0, List.of()), new Scorecard.Point(1, 1, List.of()));
    return new Entry(
        "random",
        Role.RANDOM,
        "Scores drawn from (−1, 1) alike for every edge: mean and central 95% of the draws.",
        new TreeMap<>(
            Map.of(
                "draws", String.valueOf(NullDistribution.DRAWS),
                "orders", String.valueOf(ORDERS))),
        0,
        "edges",
        List.of(),
        List.of(),
        List.of(),
        new Scorecard.Choice("none", List.of()),
        Judge.sorted(figures),
        Judge.drawn(diagonal, faithful.points()),
        List.of());
  }

  private static Figure spread(String measure, List<Double> draws) {
    double[] values = draws.stream().mapToDouble(v -> v).toArray();
    Interval range = Interval.central(values, RankFigures.LEVEL, "random");
    return new Figure(measure, Means.of(values), List.of(range.low(), range.high()));
  }
}

package orrery.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Predicate;
import orrery.metrics.Calibrated;
import orrery.metrics.Interval;
import orrery.report.Scorecard.Entry;
import orrery.report.Scorecard.Figure;
import orrery.report.Scorecard.Measure;
import orrery.report.Scorecard.Role;

/** Gives the main figures their ν: where they stand between chance and the truth. */
final class Calibrating {
  private final Map<String, Ends> ends = new TreeMap<>();

  /** What chance and the truth score. */
  private record Ends(double oracle, Figure random) {}

  private Calibrating(List<Entry> entries) {
    for (Measure m : Measures.ALL) {
      if (!m.main()) continue;
      Optional<Figure> oracle = of(entries, m, e -> e.role() == Role.ORACLE);
      Optional<Figure> random = of(entries, m, e -> e.role() == Role.RANDOM);
      if (oracle.isEmpty() || random.isEmpty()) continue;
      ends.put(m.id(), new Ends(oracle.get().value(), random.get()));
    }
  }

  private static Optional<Figure> of(List<Entry> entries, Measure m, Predicate<Entry> which) {
    return entries.stream().filter(which).flatMap(e -> e.figure(m.id()).stream()).findFirst();
  }

  /** The same rows, each main figure with its ν where truth and chance score differently. */
  static List<Entry> of(List<Entry> entries) {
    Calibrating calibrating = new Calibrating(entries);
    return entries.stream()
        .map(e -> e.with(e.figures().stream().map(calibrating::withNu).toList()))
        .toList();
  }

  private Figure withNu(Figure figure) {
    Ends own = ends.get(figure.measure());
    if (own == null) return figure;
    List<Double> range = own.random.interval();
    Calibrated calibrated =
        new Calibrated(
            figure.value(),
            own.oracle,
            own.random.value(),
            new Interval(range.get(0), range.get(1), RankFigures.LEVEL, "random"),
            OptionalDouble.empty(),
            OptionalDouble.empty());
    OptionalDouble nu = calibrated.nu();
    boolean isAnomaly = nu.isPresent() && calibrated.anomaly().isPresent();
    return new Figure(
        figure.measure(),
        figure.value(),
        figure.interval(),
        nu.isPresent() ? List.of(nu.getAsDouble()) : List.of(),
        isAnomaly);
  }
}

package orrery.leaderboard;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import orrery.metrics.Interval;
import orrery.report.Scorecard;

/**
 * How one method does by one figure on some models.
 *
 * @param scope which models
 * @param method its name, or that of a row that calibrates
 * @param role whether it competes
 * @param measure the id of the figure
 * @param models how many models have the figure
 * @param programs how many programs these are of
 * @param mean over the models
 * @param median over the models
 */
public record Standing(
    Scope scope,
    String method,
    Scorecard.Role role,
    String measure,
    int models,
    int programs,
    Estimate mean,
    Estimate median) {
  /** A value, and its 95 % interval where there is more than one program. */
  public record Estimate(double value, Optional<Interval> interval) {}

  /** The standing of a method; empty where no model of the scope has the figure. */
  static Optional<Standing> of(
      Scope scope,
      List<Cell> cells,
      String method,
      Scorecard.Role role,
      String measure,
      long seed) {
    List<String> families = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    for (Cell c : scope.among(cells)) {
      OptionalDouble value = c.value(method, measure);
      if (value.isEmpty()) continue;
      families.add(c.profile().family());
      values.add(value.getAsDouble());
    }
    if (values.isEmpty()) return Optional.empty();
    Families all = Families.of(families, values);
    return Optional.of(
        new Standing(
            scope,
            method,
            role,
            measure,
            all.models(),
            all.groups().length,
            new Estimate(Families.mean(all.values()), all.interval(Families::mean, seed)),
            new Estimate(Families.median(all.values()), all.interval(Families::median, seed))));
  }
}

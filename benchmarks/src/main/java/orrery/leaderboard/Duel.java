package orrery.leaderboard;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import orrery.metrics.Adjustment;
import orrery.metrics.SignTest;
import orrery.metrics.VarghaDelaney;
import orrery.metrics.Wilcoxon;
import orrery.report.Scorecard.Better;
import orrery.report.Scorecard.Measure;
import orrery.suite.Kind;

/**
 * Two methods by one figure, program by program: the models of a program are averaged first.
 *
 * @param kind of the models
 * @param measure the id of the figure
 * @param first the better one by the mean
 * @param second the other
 * @param programs how many programs have both
 * @param firstMean over the programs
 * @param secondMean over the programs
 * @param wins programs on which the first is better
 * @param losses programs on which the second is
 * @param a12 the chance that a value of the better one is the larger, or for a figure that ought to
 *     be small the smaller
 * @param wilcoxon p of Wilcoxon's signed-rank test, two-sided
 * @param sign p of the sign test
 * @param wilcoxonHolm the first after Holm, over all pairs of the kind and figure
 * @param signHolm the second after Holm
 */
public record Duel(
    Kind kind,
    String measure,
    String first,
    String second,
    int programs,
    double firstMean,
    double secondMean,
    int wins,
    int losses,
    double a12,
    double wilcoxon,
    double sign,
    double wilcoxonHolm,
    double signHolm) {

  /** Every two methods that share two programs or more, adjusted over all of them. */
  static List<Duel> of(Kind kind, List<Cell> cells, List<String> methods, Measure measure) {
    List<Cell> own = Scope.of(kind).among(cells);
    List<Duel> raw = new ArrayList<>();
    for (int i = 0; i < methods.size(); i++) {
      for (int j = i + 1; j < methods.size(); j++) {
        pair(kind, own, methods.get(i), methods.get(j), measure).ifPresent(raw::add);
      }
    }
    double[] wilcoxon = Adjustment.HOLM.apply(raw.stream().mapToDouble(Duel::wilcoxon).toArray());
    double[] sign = Adjustment.HOLM.apply(raw.stream().mapToDouble(Duel::sign).toArray());
    List<Duel> adjusted = new ArrayList<>();
    for (int d = 0; d < raw.size(); d++) adjusted.add(raw.get(d).adjusted(wilcoxon[d], sign[d]));
    return adjusted;
  }

  private Duel adjusted(double wilcoxonAll, double signAll) {
    return new Duel(
        kind,
        measure,
        first,
        second,
        programs,
        firstMean,
        secondMean,
        wins,
        losses,
        a12,
        wilcoxon,
        sign,
        wilcoxonAll,
        signAll);
  }

  private static Optional<Duel> pair(
      Kind kind, List<Cell> cells, String one, String other, Measure measure) {
    List<String> families = new ArrayList<>();
    List<Double> ofOne = new ArrayList<>();
    List<Double> ofOther = new ArrayList<>();
    for (Cell c : cells) {
      OptionalDouble a = c.value(one, measure.id());
      OptionalDouble b = c.value(other, measure.id());
      if (a.isEmpty() || b.isEmpty()) continue;
      families.add(c.profile().family());
      ofOne.add(a.getAsDouble());
      ofOther.add(b.getAsDouble());
    }
    double[] a = Families.of(families, ofOne).means();
    double[] b = Families.of(families, ofOther).means();
    if (a.length < 2) return Optional.empty();
    boolean lower = measure.better() == Better.LOWER;
    boolean isOrdered =
        lower ? Families.mean(a) <= Families.mean(b) : Families.mean(a) >= Families.mean(b);
    return Optional.of(
        isOrdered
            ? duel(kind, measure.id(), one, a, other, b, lower)
            : duel(kind, measure.id(), other, b, one, a, lower));
  }

  private static Duel duel(
      Kind kind,
      String measure,
      String first,
      double[] a,
      String second,
      double[] b,
      boolean lower) {
    double[] larger = lower ? b : a;
    double[] smaller = lower ? a : b;
    SignTest sign = SignTest.of(larger, smaller);
    double wilcoxon = Wilcoxon.test(a, b).pValue();
    return new Duel(
        kind,
        measure,
        first,
        second,
        a.length,
        Families.mean(a),
        Families.mean(b),
        sign.wins(),
        sign.losses(),
        VarghaDelaney.of(larger, smaller).value(),
        wilcoxon,
        sign.pValue(),
        wilcoxon,
        sign.pValue());
  }
}

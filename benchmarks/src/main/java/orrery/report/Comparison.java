package orrery.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import orrery.metrics.Adjustment;
import orrery.metrics.VarghaDelaney;
import orrery.metrics.Wilcoxon;
import orrery.report.Scorecard.Better;
import orrery.report.Scorecard.Measure;

/**
 * Methods compared over several scorecards, two at a time and model by model.
 *
 * @param measure by which figure
 * @param pairs every two methods that share two scorecards or more
 */
public record Comparison(Measure measure, List<Pair> pairs) {
  /**
   * Two methods.
   *
   * @param first the one with the larger mean
   * @param second the other
   * @param cards how many scorecards have both
   * @param means of the first and of the second
   * @param wins on how many cards the first is better, ties not counted
   * @param losses on how many the second is
   * @param a12 the chance that a value of the first is larger than one of the second
   * @param p of Wilcoxon's signed-rank test, two-sided
   * @param adjusted p after Holm, over all pairs
   */
  public record Pair(
      String first,
      String second,
      int cards,
      List<Double> means,
      int wins,
      int losses,
      double a12,
      double p,
      double adjusted) {}

  /**
   * Compares.
   *
   * @param id of the measure
   * @param baseline the method that is in every pair; empty for all pairs
   * @throws IllegalArgumentException where no card has such a measure
   */
  public static Comparison of(List<Scorecard> cards, String id, Optional<String> baseline) {
    Measure measure =
        cards.stream()
            .flatMap(c -> c.measure(id).stream())
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no scorecard has `" + id + "`"));
    Set<String> names = new LinkedHashSet<>();
    cards.forEach(c -> c.methods().forEach(e -> names.add(e.name())));
    List<String> methods = List.copyOf(names);
    List<Pair> raw = new ArrayList<>();
    for (int i = 0; i < methods.size(); i++) {
      for (int j = i + 1; j < methods.size(); j++) {
        String one = methods.get(i);
        String other = methods.get(j);
        boolean isWanted = baseline.map(b -> b.equals(one) || b.equals(other)).orElse(true);
        if (isWanted) pair(cards, measure, one, other).ifPresent(raw::add);
      }
    }
    return new Comparison(measure, adjusted(raw));
  }

  private static Optional<Pair> pair(
      List<Scorecard> cards, Measure measure, String one, String other) {
    List<Double> ofOne = new ArrayList<>();
    List<Double> ofOther = new ArrayList<>();
    for (Scorecard c : cards) {
      Optional<Double> a = figure(c, one, measure);
      Optional<Double> b = figure(c, other, measure);
      if (a.isEmpty() || b.isEmpty()) continue;
      ofOne.add(a.get());
      ofOther.add(b.get());
    }
    if (ofOne.size() < 2) return Optional.empty();
    double[] a = ofOne.stream().mapToDouble(v -> v).toArray();
    double[] b = ofOther.stream().mapToDouble(v -> v).toArray();
    return Optional.of(
        Means.of(a) >= Means.of(b)
            ? pair(measure, one, a, other, b)
            : pair(measure, other, b, one, a));
  }

  private static Pair pair(Measure measure, String first, double[] a, String second, double[] b) {
    int larger = 0;
    int smaller = 0;
    for (int i = 0; i < a.length; i++) {
      if (a[i] > b[i]) larger++;
      if (a[i] < b[i]) smaller++;
    }
    boolean lower = measure.better() == Better.LOWER;
    double p = Wilcoxon.test(a, b).pValue();
    return new Pair(
        first,
        second,
        a.length,
        List.of(Means.of(a), Means.of(b)),
        lower ? smaller : larger,
        lower ? larger : smaller,
        VarghaDelaney.of(a, b).value(),
        p,
        p);
  }

  private static Optional<Double> figure(Scorecard card, String method, Measure measure) {
    return card.methods().stream()
        .filter(e -> e.name().equals(method))
        .flatMap(e -> e.figure(measure.id()).stream())
        .map(Scorecard.Figure::value)
        .findFirst();
  }

  private static List<Pair> adjusted(List<Pair> raw) {
    double[] p = Adjustment.HOLM.apply(raw.stream().mapToDouble(Pair::p).toArray());
    List<Pair> adjusted = new ArrayList<>();
    for (int i = 0; i < p.length; i++) {
      Pair r = raw.get(i);
      adjusted.add(
          new Pair(
              r.first(),
              r.second(),
              r.cards(),
              r.means(),
              r.wins(),
              r.losses(),
              r.a12(),
              r.p(),
              p[i]));
    }
    return adjusted;
  }
}

package orrery.report;

import java.util.List;
import java.util.OptionalDouble;

/** Which method is best at what. */
public record Winners(Scorecard card) {
  private static final double TIE = 1e-9;

  /** Whether an entry is a method whose figure no other method's beats. */
  public boolean isBest(Scorecard.Entry entry, Scorecard.Measure measure) {
    OptionalDouble best = best(measure);
    if (!entry.competes() || best.isEmpty()) return false;
    return entry
        .figure(measure.id())
        .map(f -> Math.abs(f.value() - best.getAsDouble()) <= TIE)
        .orElse(false);
  }

  /** The methods that are best at something, in their order. */
  public List<Scorecard.Entry> of(Scorecard.Measure measure) {
    return card.methods().stream().filter(e -> isBest(e, measure)).toList();
  }

  private OptionalDouble best(Scorecard.Measure measure) {
    var values =
        card.methods().stream()
            .flatMap(e -> e.figure(measure.id()).stream())
            .mapToDouble(Scorecard.Figure::value);
    return switch (measure.better()) {
      case HIGHER -> values.max();
      case LOWER -> values.min();
      case NEITHER -> OptionalDouble.empty();
    };
  }
}

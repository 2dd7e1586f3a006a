package orrery.leaderboard;

import java.util.Optional;
import java.util.OptionalDouble;
import orrery.report.Scorecard;

/**
 * A model with what came of every method on it.
 *
 * @param id of the model
 * @param profile what the suite says of it
 * @param card its scorecard
 */
public record Cell(String id, Profile profile, Scorecard card) {
  /** The figure by which cells are told apart. */
  static final String AUROC = "auroc";

  /** What every method reaches in a cell that cannot tell methods apart. */
  static final double HIGH = 0.99;

  /** A figure of a method, or of a row that calibrates; empty where it has none. */
  OptionalDouble value(String method, String measure) {
    Optional<Scorecard.Figure> figure =
        card.entries().stream()
            .filter(e -> e.name().equals(method))
            .flatMap(e -> e.figure(measure).stream())
            .findFirst();
    return figure.isPresent() ? OptionalDouble.of(figure.get().value()) : OptionalDouble.empty();
  }

  /** Whether some method's AUROC stays below {@link #HIGH}, so that the model tells them apart. */
  boolean isTelling() {
    return card.methods().stream()
        .flatMap(e -> e.figure(AUROC).stream())
        .anyMatch(f -> f.value() < HIGH);
  }
}

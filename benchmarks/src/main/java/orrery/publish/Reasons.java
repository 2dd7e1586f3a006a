package orrery.publish;

import java.util.List;
import java.util.Optional;
import orrery.leaderboard.Sentences;
import orrery.verify.Acceptance;
import orrery.verify.Evidence;

/** Why models are not published. */
final class Reasons {
  private Reasons() {}

  /** What a certificate that is not passed says. */
  static String of(Evidence evidence) {
    return evidence instanceof Acceptance a && !a.reasons().isEmpty()
        ? String.join(" ", a.reasons())
        : "its certificate says: " + Sentences.verdict(evidence);
  }

  /** A row for each. */
  static Table table(List<Publication.Failure> failures) {
    List<Column> columns =
        List.of(
            new Column("id", Column.Type.TEXT, "The model's name."),
            new Column("program", Column.Type.TEXT, "Its program."),
            new Column("kind", Column.Type.TEXT, "What it ought to be."),
            new Column("reason", Column.Type.TEXT, "Why it is not published."));
    return new Table(
        columns,
        failures.stream()
            .map(f -> List.of(cell(f.id()), cell(f.program()), cell(f.kind()), cell(f.why())))
            .toList());
  }

  private static Optional<Object> cell(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }
}

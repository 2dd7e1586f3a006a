package orrery.publish;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import orrery.leaderboard.LeaderboardSummary;
import orrery.report.Numbers;

/** The leaderboard in a dataset's card: the mean AUROC of every method, by kind of model. */
record LeaderboardSection(LeaderboardSummary leaderboard) {
  /** Lines of Markdown; none where no model was assessed. */
  List<String> lines() {
    if (leaderboard.rows().isEmpty()) return List.of();
    Set<String> kinds = new LinkedHashSet<>();
    Set<String> methods = new LinkedHashSet<>();
    leaderboard.rows().forEach(r -> kinds.add(r.kind()));
    leaderboard.rows().stream().filter(r -> r.competes()).forEach(r -> methods.add(r.method()));
    leaderboard.rows().forEach(r -> methods.add(r.method())); // those that calibrate come last
    List<String> lines = new ArrayList<>(List.of("## Leaderboard", ""));
    lines.add(
        "Mean %s of edges over models, with its 95 %% interval over programs. The last rows calibrate; they are no methods. `%s/` has every other figure, and each model's own."
            .formatted(LeaderboardSummary.FIGURE, Publication.LEADERBOARD));
    lines.add("");
    leaderboard
        .semantics()
        .ifPresent(s -> lines.addAll(List.of("Semantics: " + cell(s) + ".", "")));
    StringBuilder head = new StringBuilder("| method |");
    for (String kind : kinds) head.append(" %s |".formatted(cell(kind + models(kind))));
    lines.add(head.toString());
    lines.add("|---|" + "---|".repeat(kinds.size()));
    for (String method : methods) {
      StringBuilder line = new StringBuilder("| %s |".formatted(cell(method)));
      for (String kind : kinds) line.append(" %s |".formatted(mean(method, kind)));
      lines.add(line.toString());
    }
    lines.add("");
    return lines;
  }

  /** The most models that a method was run on. */
  private String models(String kind) {
    int most =
        leaderboard.rows().stream()
            .filter(r -> r.kind().equals(kind))
            .mapToInt(LeaderboardSummary.Row::models)
            .max()
            .orElse(0);
    return " (%s)".formatted(Numbers.counted(most, "model"));
  }

  private String mean(String method, String kind) {
    Optional<LeaderboardSummary.Row> row =
        leaderboard.rows().stream()
            .filter(r -> r.method().equals(method) && r.kind().equals(kind))
            .findFirst();
    return row.map(r -> (Numbers.figure(r.mean()) + " " + Numbers.interval(r.interval())).strip())
        .orElse("–");
  }

  /** A text that stays one cell and is no markup. */
  private static String cell(String text) {
    return text.replaceAll("\\p{Cntrl}", " ").replaceAll("([\\\\|`*_<>\\[\\]])", "\\\\$1");
  }
}

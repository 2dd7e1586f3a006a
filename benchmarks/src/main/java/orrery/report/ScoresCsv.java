package orrery.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The figures of a scorecard as comma-separated values in long format: one row for every method and
 * figure, so that cards of many models can be joined end to end.
 *
 * <p>Source of the quoting: RFC 4180.
 */
public final class ScoresCsv {
  private static final List<String> HEADER =
      List.of(
          "program",
          "model",
          "passes",
          "reference",
          "counterfactual",
          "metric",
          "prompts",
          "seed",
          "truth",
          "method",
          "role",
          "settings",
          "cost",
          "measure",
          "value",
          "low",
          "high",
          "nu",
          "anomaly");

  private ScoresCsv() {}

  /** The text of the file. */
  public static String of(Scorecard card) {
    StringBuilder out = new StringBuilder();
    row(out, HEADER);
    for (Scorecard.Entry e : card.entries()) {
      for (Scorecard.Figure f : e.figures()) row(out, cells(card, e, f));
    }
    return out.toString();
  }

  private static List<String> cells(Scorecard card, Scorecard.Entry e, Scorecard.Figure f) {
    Scorecard.Semantics s = card.semantics();
    List<String> cells =
        new ArrayList<>(
            List.of(
                card.provenance().program(),
                card.provenance().weightsHash(),
                String.join(" ", card.provenance().passes()),
                s.reference(),
                s.counterfactual(),
                s.metric(),
                String.valueOf(s.prompts()),
                String.valueOf(s.seed()),
                card.headline().name(),
                e.name(),
                e.role().name().toLowerCase(Locale.ROOT),
                settings(e.settings()),
                String.valueOf(e.cost()),
                f.measure(),
                String.valueOf(f.value())));
    boolean hasInterval = !f.interval().isEmpty();
    cells.add(hasInterval ? String.valueOf(f.interval().get(0)) : "");
    cells.add(hasInterval ? String.valueOf(f.interval().get(1)) : "");
    cells.add(f.nu().isEmpty() ? "" : String.valueOf(f.nu().get(0)));
    cells.add(f.anomaly() ? "better than the truth" : "");
    return cells;
  }

  private static String settings(Map<String, String> settings) {
    return settings.entrySet().stream()
        .map(e -> e.getKey() + "=" + e.getValue())
        .collect(Collectors.joining(" "));
  }

  private static void row(StringBuilder out, List<String> cells) {
    out.append(cells.stream().map(ScoresCsv::quoted).collect(Collectors.joining(","))).append('\n');
  }

  private static String quoted(String cell) {
    boolean isPlain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return isPlain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }
}

package orrery.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import orrery.draw.Table;
import orrery.report.Scorecard;
import orrery.report.Winners;

/** A scorecard on a screen. */
final class ScoreTable {
  private static final int COLUMNS = 6;

  private ScoreTable() {}

  /** Methods, then calibration, by the first main measures; the best of each carry a star. */
  static Table of(Scorecard card) {
    Winners winners = new Winners(card);
    List<Scorecard.Measure> measures =
        card.measures().stream()
            .filter(Scorecard.Measure::main)
            .filter(m -> card.entries().stream().anyMatch(e -> e.figure(m.id()).isPresent()))
            .limit(COLUMNS)
            .toList();
    List<String> head = new ArrayList<>(List.of("method", "cost"));
    measures.forEach(m -> head.add(String.format(Locale.ROOT, "%6s", m.label())));
    List<List<String>> rows = new ArrayList<>();
    for (Scorecard.Entry e : card.entries()) {
      List<String> row = new ArrayList<>();
      row.add(e.competes() ? e.name() : "(" + e.name() + ")");
      row.add(e.competes() ? String.format(Locale.ROOT, "%.1f", e.cost()) : "");
      for (Scorecard.Measure m : measures) row.add(cell(e, m, winners));
      rows.add(row);
    }
    return new Table(head, rows);
  }

  private static String cell(Scorecard.Entry e, Scorecard.Measure m, Winners winners) {
    return e.figure(m.id())
        .map(f -> String.format(Locale.ROOT, "%6.3f", f.value()))
        .map(v -> v + (winners.isBest(e, m) ? "*" : " "))
        .orElse("");
  }

  /** How many edges are true, in a sentence. */
  static String truth(Scorecard card) {
    return "%s: %d of %s; * is the best method, (…) calibrates"
        .formatted(
            card.headline().name(),
            card.headline().edges().size(),
            Figures.counted(card.edges().size(), "edge"));
  }

  /** Figures and winners for machines. */
  static JsonObject json(Scorecard card) {
    Winners winners = new Winners(card);
    JsonObject figures = new JsonObject();
    for (Scorecard.Entry e : card.entries()) {
      JsonObject own = new JsonObject();
      e.figures().forEach(f -> own.addProperty(f.measure(), f.value()));
      figures.add(e.name(), own);
    }
    JsonObject best = new JsonObject();
    for (Scorecard.Measure m : card.measures()) {
      JsonArray names = new JsonArray();
      winners.of(m).forEach(e -> names.add(e.name()));
      if (!names.isEmpty()) best.add(m.id(), names);
    }
    JsonObject all = new JsonObject();
    all.addProperty("truth", card.headline().name());
    all.addProperty("semantics", card.semantics().spelled());
    all.add("figures", figures);
    all.add("winners", best);
    return all;
  }
}

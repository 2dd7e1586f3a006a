package orrery.leaderboard;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import orrery.report.Scorecard;
import orrery.report.Scorecard.Better;
import orrery.report.Scorecard.Role;
import orrery.suite.Kind;

/** Cells with given figures. */
final class Cards {
  private Cards() {}

  /** A model whose methods have these AUROCs, and a row of chance. */
  static Cell cell(String id, String family, Kind kind, String stratum, Map<String, Double> aurocs) {
    List<Scorecard.Entry> entries = new ArrayList<>();
    new TreeMap<>(aurocs).forEach((name, auroc) -> entries.add(entry(name, Role.METHOD, auroc)));
    entries.add(entry("random", Role.RANDOM, 0.5));
    Profile profile = new Profile(family, family, kind, true, 1, stratum, new TreeMap<>());
    return new Cell(id, profile, card(entries));
  }

  private static Scorecard card(List<Scorecard.Entry> entries) {
    return new Scorecard(
        new Scorecard.Provenance(
            "p", "", "", Map.of(), Map.of(), List.of(), "", "", "", "0.1", "orrery"),
        new Scorecard.Semantics("resample", "random", "logit-diff", "edge", 10, 10, 9, 0, "", "Σ"),
        List.of(),
        List.of(new Scorecard.Link("embed->logits", List.of(), 0, 0, 0)),
        List.of(new Scorecard.Truth("ACTIVE", "", List.of(0))),
        List.of(
            new Scorecard.Measure("auroc", "AUROC", Better.HIGHER, true, "Of <edges>.", ""),
            new Scorecard.Measure("cmd", "CMD", Better.LOWER, true, "A distance.", ""),
            new Scorecard.Measure("size", "size", Better.NEITHER, true, "A number.", "")),
        entries);
  }

  private static Scorecard.Entry entry(String name, Role role, double auroc) {
    return new Scorecard.Entry(
        name,
        role,
        "",
        Map.of(),
        1,
        "edges",
        List.of(),
        List.of(),
        List.of(),
        new Scorecard.Choice("", List.of()),
        List.of(
            new Scorecard.Figure("auroc", auroc, List.of(auroc, auroc)),
            new Scorecard.Figure("cmd", 1 - auroc, List.of())),
        List.of(),
        List.of());
  }
}

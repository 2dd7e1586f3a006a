package orrery.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A small scorecard made by hand, in which every part occurs and every text needs escaping. */
final class SampleCard {
  private static final List<String> EDGES =
      List.of(
          "embed->a0.h0<q>",
          "pos_embed->a0.h0<q>",
          "embed->a0.h0<k>",
          "pos_embed->a0.h0<k>",
          "embed->a0.h0<v>",
          "pos_embed->a0.h0<v>",
          "embed->m0",
          "pos_embed->m0",
          "a0.h0->m0",
          "embed->logits",
          "pos_embed->logits",
          "a0.h0->logits",
          "m0->logits");
  private static final List<Integer> ACTIVE = List.of(0, 2, 4, 8, 12);

  private SampleCard() {}

  static Scorecard card() {
    return new Scorecard(
        provenance(),
        new Scorecard.Semantics(
            "resample",
            "random",
            "logit-diff",
            "edge, all positions",
            100,
            64,
            60,
            7,
            "plain Java, float64",
            "A cut edge carries what its writer computes on another input of the same length (64"
                + " pairs); effects are changes of the logit difference."),
        List.of(
            new Scorecard.Part("embed", List.of("tokens")),
            new Scorecard.Part("pos_embed", List.of("indices")),
            new Scorecard.Part("a0.h0", List.of("same<1>", "b & c")),
            new Scorecard.Part("m0", List.of("hist")),
            new Scorecard.Part("logits", List.of())),
        links(),
        List.of(
            new Scorecard.Truth("ACTIVE", "Cutting it changes the metric of some example.", ACTIVE),
            new Scorecard.Truth(
                "PROGRAM", "The plan moves a variable along it.", List.of(0, 2, 4, 8, 12)),
            new Scorecard.Truth(
                "STRUCTURAL", "Some weight can carry something.", List.of(0, 1, 2, 4, 6, 8, 12))),
        measures(),
        entries());
  }

  private static Scorecard.Provenance provenance() {
    return new Scorecard.Provenance(
        "hist",
        "How often each token occurs <\"in\" the input> & no more.",
        "ab".repeat(32),
        Map.of("N", "6"),
        new TreeMap<>(Map.of("sharpness", "0", "slope", "1")),
        List.of("rotate:seed=3"),
        "1 layer, 1 head, d_model 7",
        "all 5,460 legal inputs, no disagreement",
        "cd".repeat(32),
        "0.1",
        "orrery assay hist.rasp --seed 7 --out DIR");
  }

  private static List<Scorecard.Link> links() {
    List<Scorecard.Link> links = new ArrayList<>();
    for (int i = 0; i < EDGES.size(); i++) {
      double effect = ACTIVE.contains(i) ? 0.8 - 0.15 * ACTIVE.indexOf(i) : 0;
      if (i == 8) effect = -0.2;
      List<String> carries = ACTIVE.contains(i) ? List.of("tokens") : List.of();
      links.add(
          new Scorecard.Link(EDGES.get(i), carries, effect, effect / 3, Math.abs(effect) * 2));
    }
    return links;
  }

  private static List<Scorecard.Measure> measures() {
    return List.of(
        new Scorecard.Measure(
            "auroc",
            "AUROC",
            Scorecard.Better.HIGHER,
            true,
            "The chance that a true edge outranks another one; ties count half.",
            "Mann and Whitney 1947"),
        new Scorecard.Measure(
            "cmd",
            "CMD",
            Scorecard.Better.LOWER,
            true,
            "Area between the faithfulness curve and 1.",
            "Mueller et al. 2025"),
        new Scorecard.Measure(
            "size", "size", Scorecard.Better.NEITHER, false, "How many edges were chosen.", ""));
  }

  private static List<Scorecard.Entry> entries() {
    return List.of(
        entry("eap", Scorecard.Role.METHOD, 0.95, 0.12, 0.02),
        entry("eap-ig <inputs>", Scorecard.Role.METHOD, 1, 0.05, 0),
        circuits(),
        entry("oracle", Scorecard.Role.ORACLE, 1, 0.04, 0),
        entry("random", Scorecard.Role.RANDOM, 0.5, 0.6, 0.3),
        entry("activation-norm", Scorecard.Role.TRIVIAL, 0.62, 0.5, 0.2),
        entry("placebo", Scorecard.Role.PLACEBO, 0.55, 0.55, 0.25));
  }

  private static Scorecard.Entry entry(
      String name, Scorecard.Role role, double auroc, double cmd, double noise) {
    List<Double> scores = new ArrayList<>();
    List<Double> deviations = new ArrayList<>();
    for (int i = 0; i < EDGES.size(); i++) {
      scores.add((ACTIVE.contains(i) ? 0.7 : 0) + noise * ((i * 7) % 5 - 2));
      deviations.add(0.1);
    }
    List<Scorecard.Point> roc =
        List.of(point(0, 0, 0), point(1 - auroc, auroc, 0.04), point(1, 1, 0));
    List<Scorecard.Point> faithfulness =
        List.of(
            point(1 / 13.0, 0.1, 0.05),
            point(0.3, 1 - cmd, 0.1),
            point(0.6, 1 - cmd / 2, 0.1),
            point(1, 1, 0));
    List<Integer> chosen =
        noise > 0.1 ? List.of(1, 2, 5, 8, 12) : noise > 0 ? List.of(0, 2, 3, 8, 12) : ACTIVE;
    return new Scorecard.Entry(
        name,
        role,
        role == Scorecard.Role.METHOD ? "Syed, Rager & Conmy 2023" : "",
        Map.of("steps", "5"),
        7,
        "edges",
        scores,
        deviations,
        List.of(),
        new Scorecard.Choice("the 5 largest by magnitude", chosen),
        List.of(
            new Scorecard.Figure("auroc", auroc, List.of(auroc - 0.03, Math.min(1, auroc + 0.02))),
            new Scorecard.Figure("cmd", cmd, List.of(cmd / 2, cmd * 1.5)),
            new Scorecard.Figure("size", 5, List.of())),
        List.of(
            new Scorecard.Curve(Scorecard.Curve.ROC, roc),
            new Scorecard.Curve(Scorecard.Curve.FAITHFULNESS, faithfulness)),
        List.of());
  }

  private static Scorecard.Entry circuits() {
    return new Scorecard.Entry(
        "acdc",
        Scorecard.Role.METHOD,
        "Conmy et al. 2023",
        Map.of("grid", "1e-5..1"),
        41.5,
        "circuits",
        List.of(),
        List.of(),
        List.of(
            new Scorecard.Found(1e-5, List.of(0, 2, 4, 6, 8, 12)),
            new Scorecard.Found(0.1, List.of(0, 2, 4, 12))),
        new Scorecard.Choice(
            "the circuit nearest in size to the truth (τ = 0.1)", List.of(0, 2, 4, 12)),
        List.of(new Scorecard.Figure("auroc", 0.98, List.of())),
        List.of(
            new Scorecard.Curve(
                Scorecard.Curve.ROC,
                List.of(point(0, 0, -1), point(0, 0.8, -1), point(0.13, 1, -1), point(1, 1, -1)))),
        List.of("One prompt was skipped: its answers agree."));
  }

  private static Scorecard.Point point(double x, double y, double band) {
    return new Scorecard.Point(
        x, y, band < 0 ? List.of() : List.of(Math.max(0, y - band), Math.min(1.2, y + band)));
  }
}

package orrery.report;

import java.util.List;

/**
 * A scorecard as one HTML page that needs no other file and no network: style, script and pictures
 * are within. Equal cards give equal bytes.
 */
public final class ReportPage {
  private final Scorecard card;
  private final Html html;

  private ReportPage(Scorecard card) {
    this.card = card;
    this.html = Page.begin(card.provenance().program() + " · Orrery");
  }

  /** The page. */
  public static String of(Scorecard card) {
    return new ReportPage(card).written();
  }

  private String written() {
    Banner.write(html, card);
    html.open("main");
    section("results", "Results", () -> ResultsTable.write(html, card));
    section("truth", "The truth", () -> TruthPart.write(html, card));
    section("curves", "Curves", () -> CurvesPart.write(html, card));
    section("methods", "Method by method", () -> MethodCards.write(html, card));
    section("edges", "Edge by edge", () -> EdgesPart.write(html, card));
    section("definitions", "What the figures mean", () -> DefinitionsPart.write(html, card));
    section("provenance", "Provenance", () -> ProvenancePart.write(html, card));
    html.close();
    return Page.end(html);
  }

  /** The sections: their ids in the page. */
  static List<String> sections() {
    return List.of("results", "truth", "curves", "methods", "edges", "definitions", "provenance");
  }

  private void section(String id, String title, Runnable content) {
    html.open("section", "id", id).put("h2", title);
    content.run();
    html.close();
  }
}

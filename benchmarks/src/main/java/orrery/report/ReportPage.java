package orrery.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A scorecard as one HTML page that needs no other file and no network: style, script and pictures
 * are within. Equal cards give equal bytes.
 */
public final class ReportPage {
  private final Scorecard card;
  private final Html html = new Html();

  private ReportPage(Scorecard card) {
    this.card = card;
  }

  /** The page. */
  public static String of(Scorecard card) {
    return new ReportPage(card).written();
  }

  private String written() {
    html.raw("<!DOCTYPE html>\n").open("html", "lang", "en").open("head");
    html.empty("meta", "charset", "utf-8").raw("\n");
    html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    html.raw("\n").put("title", card.provenance().program() + " · Orrery");
    html.open("style").raw(resource("report.css")).close();
    html.close().open("body");
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
    html.open("script").raw(resource("report.js")).close();
    html.close().close();
    return html.written();
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

  private static String resource(String name) {
    try (InputStream in = ReportPage.class.getResourceAsStream(name)) {
      if (in == null) throw new AssertionError("no resource " + name);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

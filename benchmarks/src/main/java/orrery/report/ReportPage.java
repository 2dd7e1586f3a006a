package orrery.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A scorecard as one HTML page that needs no other file and no network: style, script and pictures
 * are within. Equal cards give equal bytes.
 */
public final class ReportPage {
  private static final String TRAINING = "training";

  private final Scorecard card;
  private final Optional<TrainingAccount> training;
  private final Html html;

  private ReportPage(Scorecard card, Optional<TrainingAccount> training) {
    this.card = card;
    this.training = training;
    this.html = Page.begin(card.provenance().program() + " · Orrery");
  }

  /** The page of a model that was compiled, or of whose training nothing is known. */
  public static String of(Scorecard card) {
    return of(card, Optional.empty());
  }

  /**
   * The page.
   *
   * @param training how the model was trained, if it was
   */
  public static String of(Scorecard card, Optional<TrainingAccount> training) {
    return new ReportPage(card, training).written();
  }

  private String written() {
    Banner.write(html, card, sections(training.isPresent()));
    html.open("main");
    section("results", "Results", () -> ResultsTable.write(html, card));
    section("truth", "The truth", () -> TruthPart.write(html, card));
    training.ifPresent(t -> section(TRAINING, "Training", () -> TrainingPart.write(html, t)));
    section("curves", "Curves", () -> CurvesPart.write(html, card));
    section("methods", "Method by method", () -> MethodCards.write(html, card));
    section("edges", "Edge by edge", () -> EdgesPart.write(html, card));
    section("definitions", "What the figures mean", () -> DefinitionsPart.write(html, card));
    section("provenance", "Provenance", () -> ProvenancePart.write(html, card));
    html.close();
    return Page.end(html);
  }

  /** The sections: their ids in the page. */
  static List<String> sections(boolean trained) {
    List<String> sections = new ArrayList<>(List.of("results", "truth"));
    if (trained) sections.add(TRAINING);
    sections.addAll(List.of("curves", "methods", "edges", "definitions", "provenance"));
    return sections;
  }

  private void section(String id, String title, Runnable content) {
    html.open("section", "id", id).put("h2", title);
    content.run();
    html.close();
  }
}

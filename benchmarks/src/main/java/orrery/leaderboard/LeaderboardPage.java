package orrery.leaderboard;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import orrery.report.Html;
import orrery.report.Numbers;
import orrery.report.Page;
import orrery.report.Scorecard.Better;
import orrery.report.Scorecard.Measure;
import orrery.suite.Kind;

/**
 * A leaderboard as one HTML page that needs no other file and no network. Equal leaderboards give
 * equal bytes.
 */
final class LeaderboardPage {
  private static final List<String> SECTIONS =
      List.of("standings", "kinds", "difficulty", "pairs", "models", "left", "definitions");

  private final Leaderboard board;
  private final Html html;

  private LeaderboardPage(Leaderboard board) {
    this.board = board;
    this.html = Page.begin(board.name() + " · leaderboard · Orrery");
  }

  static String of(Leaderboard board) {
    return new LeaderboardPage(board).written();
  }

  private String written() {
    head();
    html.open("main");
    section("standings", "Standings", () -> new StandingTables(html, board).byMeasure());
    section("kinds", "By kind of model", this::kinds);
    section("difficulty", "By difficulty", () -> new StandingTables(html, board).byStratum());
    section("pairs", "Method against method", () -> DuelTable.write(html, board));
    section("models", "Model by model", () -> CellTable.write(html, board));
    section("left", "What does not count", this::left);
    section("definitions", "What the figures mean", this::definitions);
    html.close();
    return Page.end(html);
  }

  private void section(String id, String title, Runnable content) {
    html.open("section", "id", id).put("h2", title);
    content.run();
    html.close();
  }

  private void head() {
    html.open("header").raw(Page.ORBITS).open("div");
    html.put("p", "Orrery · leaderboard", "class", "eyebrow");
    html.put("h1", board.name());
    html.put("p", headline(), "class", "headline");
    html.open("dl", "class", "facts");
    fact("models", models());
    fact("programs", Sentences.counted(programs(), "program"));
    fact("methods", Sentences.counted(board.rows(/* competing= */ true).size(), "method"));
    fact("left out", Sentences.counted(board.absent().size(), "model"));
    board.cells().stream()
        .findFirst()
        .ifPresent(c -> fact("semantics Σ", Sentences.semantics(c.card().semantics())));
    html.close().close().close();
    html.open("nav", "aria-label", "Sections");
    for (String s : SECTIONS) html.put("a", s, "href", "#" + s);
    html.close();
  }

  private void fact(String name, String value) {
    html.open("div").put("dt", name).put("dd", value).close();
  }

  private String models() {
    return board.kinds().stream()
        .map(k -> Scope.of(k).among(board.cells()).size() + " " + k.text())
        .collect(Collectors.joining(", "));
  }

  private long programs() {
    return board.cells().stream().map(c -> c.profile().family()).distinct().count();
  }

  /** Who has the largest mean AUROC on the first kind that there is. */
  private String headline() {
    if (board.kinds().isEmpty()) return "No model has been assessed.";
    Kind kind = board.kinds().get(0);
    Scope scope = Scope.of(kind);
    Optional<Standing> best =
        board.rows(/* competing= */ true).stream()
            .flatMap(m -> board.standing(scope, m, Cell.AUROC).stream())
            .max((a, b) -> Double.compare(a.mean().value(), b.mean().value()));
    return best.map(
            s ->
                "%s has the largest mean AUROC on %s: %s."
                    .formatted(
                        s.method(),
                        Sentences.counted(s.models(), kind.text() + " model"),
                        Numbers.figure(s.mean().value())))
        .orElse("No method was run.");
  }

  private void kinds() {
    html.put(
        "p",
        "Mean AUROC on each kind of model. Trained models and negative controls are judged against"
            + " the circuit that the trained one was given, compiled ones against the edges that act"
            + " under Σ. On a negative control nothing makes that circuit the model's own: a method"
            + " that finds it there as well finds something else.",
        "class",
        "lead");
    html.open("figure").raw(ForestPlot.svg(board));
    html.put("figcaption", "Mean AUROC with its 95 % interval over programs; ½ is chance.").close();
    if (board.kinds().size() > 1) new StandingTables(html, board).byKind();
  }

  private void left() {
    List<Cell> untelling = board.untelling();
    html.put(
        "p",
        untelling.isEmpty()
            ? "Every model tells some methods apart."
            : "On %s every method has an AUROC of %s or more, or none has any: they count in the means, and say nothing about which method is better."
                .formatted(Sentences.counted(untelling.size(), "model"), Cell.HIGH),
        "class",
        "lead");
    if (!untelling.isEmpty()) {
      html.put("p", untelling.stream().map(Cell::id).collect(Collectors.joining(", ")));
    }
    if (board.absent().isEmpty()) {
      html.put("p", "No model is left out.");
      return;
    }
    html.open("table").open("thead").open("tr");
    for (String h : List.of("model", "why it is left out")) html.put("th", h, "scope", "col");
    html.close().close().open("tbody");
    for (Leaderboard.Absent a : board.absent()) {
      html.open("tr").put("th", a.id(), "scope", "row").put("td", a.why()).close();
    }
    html.close().close();
  }

  private void definitions() {
    html.open("dl", "class", "definitions");
    definition(
        "mean, median, interval",
        "Over the models that have the figure. Intervals are 95 % percentile bootstrap intervals over"
            + " programs, each drawn with all its models, because several seeds of one program are not"
            + " independent. There is none where there is one program only.");
    definition(
        "Wilcoxon, sign, A12",
        "Of every two methods over the programs that both have the figure on, the models of a program"
            + " averaged first: Wilcoxon's signed-rank test and the sign test, two-sided, and the chance"
            + " that the better one's value is the better. Holm's adjustment is over all pairs of the"
            + " kind and figure.");
    for (Measure m : board.measures()) {
      String better = m.better() == Better.LOWER ? " (the smaller the better)" : "";
      definition(m.label() + better, m.text());
    }
    html.close();
  }

  private void definition(String name, String text) {
    html.open("div").put("dt", name).put("dd", text).close();
  }
}

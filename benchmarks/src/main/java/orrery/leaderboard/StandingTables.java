package orrery.leaderboard;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import orrery.metrics.Interval;
import orrery.report.Html;
import orrery.report.Numbers;
import orrery.report.Scorecard.Better;
import orrery.report.Scorecard.Measure;
import orrery.suite.Kind;

/** Tables of means: methods first, then the rows that calibrate them. */
final class StandingTables {
  private final Html html;
  private final Leaderboard board;

  StandingTables(Html html, Leaderboard board) {
    this.html = html;
    this.board = board;
  }

  /**
   * A column.
   *
   * @param label its heading
   * @param tip what the heading says when pointed at
   * @param better which way its figures are better
   * @param of the standing of a method in it
   */
  private record Column(
      String label, String tip, Better better, Function<String, Optional<Standing>> of) {}

  /** For each kind a table with a column for every figure. */
  void byMeasure() {
    html.put(
        "p",
        "Each figure is a mean over models, above its 95 % interval and the median. The best method"
            + " of a column is marked ★; a heading sorts by its column. The last rows calibrate: what"
            + " the truth itself, chance, and what needs no interpreting would score.",
        "class",
        "lead");
    for (Kind kind : board.kinds()) {
      Scope scope = Scope.of(kind);
      measures(title(scope), scope);
      if (!scope.telling().among(board.cells()).isEmpty() && hasUntelling(scope)) {
        measures(title(scope) + " that tell methods apart", scope.telling());
      }
    }
  }

  private boolean hasUntelling(Scope scope) {
    return scope.among(board.cells()).stream().anyMatch(c -> !c.isTelling());
  }

  private String title(Scope scope) {
    return Sentences.counted(scope.among(board.cells()).size(), scope.kind().text() + " model");
  }

  private void measures(String title, Scope scope) {
    html.put("h3", title);
    List<Column> columns = new ArrayList<>();
    for (Measure m : board.measures()) {
      columns.add(
          new Column(
              m.label(), m.text(), m.better(), method -> board.standing(scope, method, m.id())));
    }
    table(columns);
  }

  /** A column for every kind. */
  void byKind() {
    List<Column> columns = new ArrayList<>();
    for (Kind kind : board.kinds()) columns.add(auroc(kind.text(), Scope.of(kind)));
    table(columns);
  }

  /** For each kind a column for every stratum. */
  void byStratum() {
    html.put(
        "p", "Mean AUROC by how many heads and MLPs the program's circuit has.", "class", "lead");
    for (Kind kind : board.kinds()) {
      Scope scope = Scope.of(kind);
      html.put("h3", title(scope));
      List<Column> columns = new ArrayList<>();
      for (String stratum : board.strata(kind)) {
        Scope own = scope.in(stratum);
        int models = own.among(board.cells()).size();
        columns.add(auroc("%s (%d)".formatted(stratum, models), own));
      }
      table(columns);
    }
  }

  private Column auroc(String label, Scope scope) {
    return new Column(
        label, "mean AUROC", Better.HIGHER, method -> board.standing(scope, method, Cell.AUROC));
  }

  private void table(List<Column> columns) {
    html.open("div", "class", "scroll").open("table", "class", "sortable figures");
    html.open("thead").open("tr");
    heading("method", "", "none");
    for (Column c : columns) {
      heading(c.label(), c.tip(), c.better() == Better.LOWER ? "ascending" : "descending");
    }
    html.close().close();
    rows("methods", board.rows(/* competing= */ true), columns, /* competing= */ true);
    rows("calibration", board.rows(/* competing= */ false), columns, /* competing= */ false);
    html.close().close();
  }

  private void heading(String label, String tip, String order) {
    html.open("th", "scope", "col", "data-order", order);
    html.put("button", label, "type", "button", "title", tip).close();
  }

  private void rows(String kind, List<String> methods, List<Column> columns, boolean competing) {
    html.open("tbody", "class", kind);
    for (String method : methods) {
      html.open("tr", "data-series", method);
      html.put("th", method, "scope", "row", "data-value", method);
      for (Column c : columns) cell(c, method, competing);
      html.close();
    }
    html.close();
  }

  private void cell(Column column, String method, boolean competing) {
    Optional<Standing> found = column.of().apply(method);
    if (found.isEmpty()) {
      html.put("td", "–", "class", "number none", "data-value", "");
      return;
    }
    Standing s = found.get();
    double value = s.mean().value();
    OptionalDouble best = best(column);
    boolean isBest = competing && best.isPresent() && Math.abs(best.getAsDouble() - value) <= 1e-9;
    html.open(
        "td",
        "class",
        isBest ? "number best" : "number",
        "data-value",
        String.valueOf(value),
        "style",
        String.format(Locale.ROOT, "--bar:%.3f", Math.max(0, Math.min(1, value))),
        "title",
        "%s of %s"
            .formatted(
                Sentences.counted(s.models(), "model"),
                Sentences.counted(s.programs(), "program")));
    html.put("span", Numbers.figure(value));
    if (isBest) html.put("b", "★", "aria-label", "best");
    s.mean().interval().ifPresent(i -> html.put("small", ends(i)));
    html.put("small", "median " + Numbers.figure(s.median().value())).close();
  }

  private static String ends(Interval i) {
    return Numbers.interval(List.of(i.low(), i.high()));
  }

  private OptionalDouble best(Column column) {
    var values =
        board.rows(/* competing= */ true).stream()
            .flatMap(m -> column.of().apply(m).stream())
            .mapToDouble(s -> s.mean().value());
    return column.better() == Better.LOWER ? values.min() : values.max();
  }
}

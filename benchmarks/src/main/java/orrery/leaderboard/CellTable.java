package orrery.leaderboard;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import orrery.report.Html;
import orrery.report.Numbers;
import orrery.report.ReportFiles;

/** The AUROC of every method on every model. */
final class CellTable {
  private CellTable() {}

  static void write(Html html, Leaderboard board) {
    List<String> methods = board.rows(/* competing= */ true);
    html.put(
        "p",
        "AUROC of every method on every model; the name leads to the model's own report, beside this"
            + " page. Edges: how many are true, of how many.",
        "class",
        "lead");
    html.open("div", "class", "scroll").open("table", "class", "sortable figures");
    html.open("thead").open("tr");
    heading(html, "model", "none");
    heading(html, "kind", "none");
    heading(html, "true edges", "descending");
    heading(html, "edges", "descending");
    methods.forEach(m -> heading(html, m, "descending"));
    html.close().close().open("tbody");
    for (Cell c : board.cells()) row(html, c, methods);
    html.close().close().close();
  }

  private static void heading(Html html, String label, String order) {
    html.open("th", "scope", "col", "data-order", order);
    html.put("button", label, "type", "button").close();
  }

  private static void row(Html html, Cell c, List<String> methods) {
    String report = SuiteAssay.ASSAYS + "/" + c.id() + "/" + ReportFiles.HTML;
    html.open("tr").open("th", "scope", "row", "data-value", c.id());
    html.put("a", c.id(), "href", report).close();
    html.put("td", c.profile().kind().text());
    int truth = c.card().headline().edges().size();
    int edges = c.card().edges().size();
    html.put("td", String.valueOf(truth), "class", "number");
    html.put("td", String.valueOf(edges), "class", "number");
    for (String m : methods) value(html, c.value(m, Cell.AUROC));
    html.close();
  }

  private static void value(Html html, OptionalDouble value) {
    if (value.isEmpty()) {
      html.put("td", "–", "class", "number none", "data-value", "");
      return;
    }
    double v = value.getAsDouble();
    html.put(
        "td",
        Numbers.figure(v),
        "class",
        "number",
        "data-value",
        String.valueOf(v),
        "style",
        String.format(Locale.ROOT, "--bar:%.3f", v));
  }
}

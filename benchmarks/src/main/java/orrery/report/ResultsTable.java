package orrery.report;

import java.util.List;
import java.util.Locale;

/** The tables of figures: methods first, then the rows that calibrate them. */
final class ResultsTable {
  private final Html html;
  private final Scorecard card;
  private final Winners winners;

  private ResultsTable(Html html, Scorecard card) {
    this.html = html;
    this.card = card;
    this.winners = new Winners(card);
  }

  static void write(Html html, Scorecard card) {
    ResultsTable table = new ResultsTable(html, card);
    html.put(
        "p",
        "Each figure stands over its 95% interval; pointing at it shows ν, which is 0 for chance"
            + " and 1 for the truth in a method's place. A ν above 1 is an anomaly, to be looked"
            + " into and no win. The best method of a column is marked ★; a heading sorts by its"
            + " column and links to its meaning. The last rows calibrate: what the truth itself,"
            + " chance, and what needs no interpreting would score.",
        "class",
        "lead");
    table.table(table.measures(/* main= */ true));
    List<Scorecard.Measure> more = table.measures(/* main= */ false);
    if (more.isEmpty()) return;
    html.put("h3", "More figures");
    table.table(more);
  }

  /** The measures that some row has a figure of. */
  private List<Scorecard.Measure> measures(boolean main) {
    return card.measures().stream()
        .filter(m -> m.main() == main)
        .filter(m -> card.entries().stream().anyMatch(e -> e.figure(m.id()).isPresent()))
        .toList();
  }

  private void table(List<Scorecard.Measure> measures) {
    html.open("div", "class", "scroll").open("table", "class", "sortable figures");
    html.open("thead").open("tr");
    heading("method", "", "none");
    heading("cost", "Forward passes over all examples that would cost as much", "ascending");
    for (Scorecard.Measure m : measures) {
      heading(
          m.label(), m.text(), m.better() == Scorecard.Better.LOWER ? "ascending" : "descending");
    }
    html.close().close();
    rows("methods", card.methods(), measures);
    rows("calibration", card.calibration(), measures);
    html.close().close();
  }

  private void heading(String label, String tip, String order) {
    html.open("th", "scope", "col", "data-order", order);
    html.put("button", label, "type", "button", "title", tip).close();
  }

  private void rows(String kind, List<Scorecard.Entry> entries, List<Scorecard.Measure> measures) {
    html.open("tbody", "class", kind);
    for (Scorecard.Entry e : entries) {
      html.open("tr", "data-series", e.name());
      html.open("th", "scope", "row", "data-value", e.name());
      html.put("a", e.name(), "href", "#" + Looks.anchor(e)).close();
      boolean calibrates = !e.competes();
      html.put(
          "td",
          calibrates ? "" : Numbers.of(e.cost()),
          "class",
          "number",
          "data-value",
          calibrates ? "" : String.valueOf(e.cost()));
      for (Scorecard.Measure m : measures) cell(e, m);
      html.close();
    }
    html.close();
  }

  private void cell(Scorecard.Entry e, Scorecard.Measure m) {
    if (e.figure(m.id()).isEmpty()) {
      html.put("td", "–", "class", "number none", "data-value", "");
      return;
    }
    Scorecard.Figure f = e.figure(m.id()).get();
    boolean best = winners.isBest(e, m);
    String bar = String.format(Locale.ROOT, "--bar:%.3f", bar(f, m));
    String value = String.valueOf(f.value());
    html.open(
        "td",
        "class",
        best ? "number best" : "number",
        "data-value",
        value,
        "style",
        bar,
        "title",
        nu(f));
    html.open("span").text(Numbers.of(f, m));
    if (best) html.put("b", "★", "aria-label", "best");
    html.close();
    if (!f.interval().isEmpty()) html.put("small", Numbers.interval(f.interval()));
    if (f.anomaly()) html.put("small", "anomaly: " + nu(f), "class", "anomaly");
    html.close();
  }

  /** Where a figure stands between chance and the truth; nothing where that is not known. */
  private static String nu(Scorecard.Figure f) {
    return f.nu().isEmpty() ? "" : String.format(Locale.ROOT, "ν %.3f", f.nu().get(0));
  }

  /** How long the bar behind a figure is, from 0 to 1. */
  private static double bar(Scorecard.Figure f, Scorecard.Measure m) {
    return m.better() == Scorecard.Better.NEITHER ? 0 : Math.max(0, Math.min(1, f.value()));
  }
}

package orrery.leaderboard;

import java.util.List;
import java.util.Locale;
import orrery.report.Html;
import orrery.report.Numbers;
import orrery.suite.Kind;

/** Every two methods by AUROC, with their tests. */
final class DuelTable {
  private static final double ALPHA = 0.05;

  private DuelTable() {}

  static void write(Html html, Leaderboard board) {
    for (Kind kind : board.kinds()) {
      List<Duel> duels =
          board.duels().stream()
              .filter(d -> d.kind() == kind && d.measure().equals(Cell.AUROC))
              .toList();
      long found = duels.stream().filter(d -> d.wilcoxonHolm() <= ALPHA).count();
      html.put("h3", kind.text());
      html.put(
          "p",
          duels.isEmpty()
              ? "No two methods share two programs: there is nothing to test."
              : "%s by AUROC; %d differ at %s after Holm (Wilcoxon)."
                  .formatted(Sentences.counted(duels.size(), "pair"), found, ALPHA),
          "class",
          "lead");
      if (!duels.isEmpty()) table(html, duels);
    }
  }

  private static void table(Html html, List<Duel> duels) {
    html.open("div", "class", "scroll").open("table", "class", "sortable figures");
    html.open("thead").open("tr");
    for (String h :
        List.of(
            "better",
            "worse",
            "programs",
            "mean",
            "mean of the other",
            "won",
            "lost",
            "A12",
            "Wilcoxon p",
            "after Holm",
            "sign p",
            "sign after Holm")) {
      html.open("th", "scope", "col", "data-order", "ascending");
      html.put("button", h, "type", "button").close();
    }
    html.close().close().open("tbody");
    for (Duel d : duels) {
      html.open("tr").put("th", d.first(), "scope", "row").put("td", d.second());
      for (double v : new double[] {d.programs(), d.firstMean(), d.secondMean(), d.wins()}) {
        number(html, v, v == Math.rint(v) && v > 1 ? String.valueOf((long) v) : Numbers.of(v));
      }
      number(html, d.losses(), String.valueOf(d.losses()));
      number(html, d.a12(), Numbers.figure(d.a12()));
      for (double p : new double[] {d.wilcoxon(), d.wilcoxonHolm(), d.sign(), d.signHolm()}) {
        number(html, p, String.format(Locale.ROOT, "%.4f", p));
      }
      html.close();
    }
    html.close().close().close();
  }

  private static void number(Html html, double value, String text) {
    html.put("td", text, "class", "number", "data-value", String.valueOf(value));
  }
}

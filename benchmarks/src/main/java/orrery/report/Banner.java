package orrery.report;

import java.util.List;

/** The head of the page: what was tested, in a few facts. */
final class Banner {
  private Banner() {}

  static void write(Html html, Scorecard card, List<String> sections) {
    Scorecard.Provenance p = card.provenance();
    html.open("header").raw(Page.ORBITS).open("div");
    html.put("p", "Orrery · methods put to the test", "class", "eyebrow");
    html.put("h1", p.program());
    if (!p.doc().isEmpty()) html.put("p", p.doc(), "class", "doc");
    html.put("p", headline(card), "class", "headline");
    html.open("dl", "class", "facts");
    fact(html, "model", p.size());
    fact(html, "verified", p.verified());
    fact(html, "semantics Σ", card.semantics().spelled());
    fact(html, "truth", truths(card));
    html.close().close().close();
    html.open("nav", "aria-label", "Sections");
    for (String s : sections) html.put("a", s, "href", "#" + s);
    html.close();
  }

  private static void fact(Html html, String name, String value) {
    html.open("div").put("dt", name).put("dd", value).close();
  }

  private static String truths(Scorecard card) {
    List<String> all = card.truths().stream().map(t -> t.name() + " " + t.edges().size()).toList();
    return String.join(", ", all) + " of " + Numbers.counted(card.edges().size(), "edge");
  }

  /** Who is best by the first measure that is judged. */
  static String headline(Scorecard card) {
    for (Scorecard.Measure m : card.measures()) {
      if (!m.main() || m.better() == Scorecard.Better.NEITHER) continue;
      List<Scorecard.Entry> best = new Winners(card).of(m);
      if (best.isEmpty()) continue;
      double value = best.get(0).figure(m.id()).map(Scorecard.Figure::value).orElse(0.0);
      int methods = card.methods().size();
      String who =
          best.size() == 1
              ? best.get(0).name() + " is best"
              : names(best, methods) + " share the best";
      return "%s: %s (%s) against %s."
          .formatted(who, m.label(), Numbers.figure(value), card.headline().name());
    }
    return "No method was run.";
  }

  private static String names(List<Scorecard.Entry> best, int methods) {
    if (best.size() > 3) return best.size() + " of " + Numbers.counted(methods, "method");
    return String.join(", ", best.stream().map(Scorecard.Entry::name).toList());
  }
}

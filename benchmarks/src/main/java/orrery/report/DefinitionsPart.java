package orrery.report;

/** What every figure means, and where it comes from. */
final class DefinitionsPart {
  private DefinitionsPart() {}

  static void write(Html html, Scorecard card) {
    html.open("dl", "class", "definitions");
    for (Scorecard.Measure m : card.measures()) {
      html.open("div", "id", "def-" + m.id());
      html.open("dt").text(m.label());
      html.put("span", better(m.better()), "class", "better").close();
      html.open("dd").text(m.text());
      if (!m.source().isEmpty()) html.text(" ").put("small", m.source());
      html.close().close();
    }
    html.close();
  }

  private static String better(Scorecard.Better better) {
    return switch (better) {
      case HIGHER -> "higher is better";
      case LOWER -> "lower is better";
      case NEITHER -> "told, not judged";
    };
  }
}

package orrery.report;

import java.util.Map;

/** What must be known to make the report again. */
final class ProvenancePart {
  private ProvenancePart() {}

  static void write(Html html, Scorecard card) {
    Scorecard.Provenance p = card.provenance();
    Scorecard.Semantics s = card.semantics();
    html.put("pre", p.command(), "class", "command");
    html.open("dl", "class", "provenance");
    fact(html, "Orrery", p.orrery());
    fact(html, "program", p.program() + ", SHA-256 " + p.programHash());
    fact(html, "weights and meaning", "SHA-256 " + p.weightsHash());
    fact(html, "parameters", p.parameters().isEmpty() ? "as in the program" : all(p.parameters()));
    fact(html, "build", all(p.build()));
    fact(html, "passes", p.passes().isEmpty() ? "none" : String.join(" ", p.passes()));
    fact(html, "seed", String.valueOf(s.seed()));
    fact(
        html,
        "prompts",
        "%s of %d asked for, %d with different answers; counterfactual %s"
            .formatted(
                Numbers.counted(s.prompts(), "pair"),
                s.asked(),
                s.effective(),
                s.counterfactual()));
    fact(html, "replacement", s.reference() + ", " + s.granularity());
    fact(html, "metric", s.metric() + " (a loss)");
    fact(html, "engine", s.engine());
    html.close();
  }

  private static void fact(Html html, String name, String value) {
    html.open("div").put("dt", name).put("dd", value).close();
  }

  private static String all(Map<String, String> settings) {
    StringBuilder all = new StringBuilder();
    settings.forEach(
        (k, v) -> all.append(all.isEmpty() ? "" : ", ").append(k).append(' ').append(v));
    return all.toString();
  }
}

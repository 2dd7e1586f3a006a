package orrery.report;

import java.util.List;
import java.util.Locale;
import orrery.artifact.JsonNode;
import orrery.verify.Acceptance;
import orrery.verify.Certificate;

/** The certificate of a trained model: whether it passed, and every figure with its interval. */
final class CertificateTable {
  private static final List<String> HEADINGS =
      List.of(
          "figure",
          "replaced by",
          "of",
          "right answers",
          "pairs, all right",
          "can tell",
          "R²",
          "required",
          "reached");

  private CertificateTable() {}

  static void write(Html html, Acceptance a) {
    String of = a.coverage() == Certificate.Coverage.EXHAUSTIVE ? "all pairs of" : "pairs of";
    html.put(
        "p",
        "%s: measured on %s %s that training has not seen (seed %d). What is required must reach %s."
            .formatted(
                a.passed() ? "Passed" : "NOT passed",
                of,
                Numbers.counted(a.inputs(), "input"),
                a.seed(),
                percent(a.threshold())),
        "class",
        "lead");
    if (!a.reasons().isEmpty()) {
      html.open("ul", "class", "reasons");
      a.reasons().forEach(r -> html.put("li", r));
      html.close();
    }
    html.open("div", "class", "scroll").open("table", "class", "certificate");
    html.open("thead").open("tr");
    HEADINGS.forEach(h -> html.put("th", h, "scope", "col"));
    html.close().close().open("tbody");
    a.figures().forEach(f -> row(html, a, f));
    html.close().close().close();
    a.remarks().forEach(r -> html.put("p", r, "class", "lead"));
    html.put(
        "p",
        "Accuracy: no intervention. Interchange (IIA): nodes of the circuit get what they have on"
            + " another input, and the answers must be the program's. Strict: what is outside the"
            + " circuit is replaced, and no answer may change; edge-strict: only for readers of the"
            + " circuit. The interval is Wilson's (1927) at 95 %, of the share of pairs on which every"
            + " answer is right; pairs that can tell are those whose answers the intervention"
            + " changes, or could.",
        "class",
        "lead");
  }

  private static void row(Html html, Acceptance a, Acceptance.Figure f) {
    boolean asked = a.terms().require(f.kind(), f.ablation());
    boolean reached = f.reaches(a.threshold());
    html.open("tr", "class", asked && !reached ? "missed" : "");
    html.put("th", name(f.kind()), "scope", "row");
    html.put("td", f.ablation() == Acceptance.Ablation.NONE ? "" : JsonNode.nameOf(f.ablation()));
    html.open("td").put("code", f.name()).close();
    number(html, f.tokens() == 0 ? "–" : percent(f.share()));
    html.open("td", "class", "number").text(of(f.sequencesRight(), f.pairs()));
    if (f.pairs() > 0) html.put("small", "[" + percent(f.low()) + ", " + percent(f.high()) + "]");
    html.close();
    number(html, f.informative() == 0 ? "–" : of(f.informativeRight(), f.informative()));
    number(html, f.r2().isPresent() ? decimals(f.r2().getAsDouble()) : "");
    html.put("td", asked ? "yes" : "reported");
    html.put("td", reached ? "✓ yes" : asked ? "✗ NO" : "no").close();
  }

  private static void number(Html html, String text) {
    html.put("td", text, "class", "number");
  }

  private static String of(long right, long all) {
    return String.format(Locale.ROOT, "%,d of %,d", right, all);
  }

  private static String decimals(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }

  private static String name(Acceptance.Kind kind) {
    return switch (kind) {
      case ACCURACY -> "accuracy";
      case IIA -> "interchange, one node";
      case IIA_POSITION -> "interchange, one position";
      case IIA_PORT -> "interchange, queries, keys or values";
      case IIA_SUBSPACE -> "interchange, one subspace";
      case IIA_JOINT -> "interchange, sets of nodes";
      case STRICT -> "strict, one component";
      case STRICT_JOINT -> "strict, all at once";
      case STRICT_SUBSPACE -> "strict, all beside subspaces";
      case EDGE_STRICT -> "edge-strict, one reader";
      case EDGE_STRICT_JOINT -> "edge-strict, all at once";
      case EDGE_STRICT_EMBEDDINGS -> "edge-strict, with embeddings";
    };
  }
}

package orrery.report;

import java.util.List;
import java.util.SortedSet;
import orrery.circuit.Edge;

/** The true circuit, drawn, and the truths that there are. */
final class TruthPart {
  private TruthPart() {}

  static void write(Html html, Scorecard card) {
    CircuitPicture pictures = new CircuitPicture(card);
    Scorecard.Truth truth = card.headline();
    SortedSet<Edge> edges = pictures.edges(truth.edges());
    html.put("p", card.semantics().spelled(), "class", "lead");
    html.open("div", "class", "beside");
    html.open("figure", "class", "circuit");
    html.raw(pictures.of(truth.name() + " circuit", edges, edges, "truth").svg());
    html.put(
        "figcaption",
        truth.name() + ", against which every figure is taken unless it says otherwise.");
    html.close().open("div");
    html.open("table", "class", "truths").open("thead").open("tr");
    for (String h : List.of("truth", "edges", "what belongs to it"))
      html.put("th", h, "scope", "col");
    html.close().close().open("tbody");
    for (Scorecard.Truth t : card.truths()) {
      html.open("tr").put("th", t.name(), "scope", "row");
      html.put("td", String.valueOf(t.edges().size()), "class", "number");
      html.put("td", t.definition()).close();
    }
    html.close().close();
    CircuitPicture.legend(html);
    html.close().close();
  }
}

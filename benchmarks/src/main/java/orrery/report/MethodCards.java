package orrery.report;

import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import orrery.circuit.Edge;

/** A card for every row: what it is, what it found, and its curves. */
final class MethodCards {
  private final Html html;
  private final Scorecard card;
  private final CircuitPicture pictures;
  private final CurvesPart curves;
  private final SortedSet<Edge> truth;
  private final SortedSet<Edge> ignored;

  private MethodCards(Html html, Scorecard card) {
    this.html = html;
    this.card = card;
    this.pictures = new CircuitPicture(card);
    this.curves = new CurvesPart(card);
    this.truth = pictures.edges(card.headline().edges());
    this.ignored =
        card.truths().stream()
            .filter(t -> t.name().equals(Ground.IGNORED))
            .map(t -> pictures.edges(t.edges()))
            .findFirst()
            .orElse(new TreeSet<>());
  }

  static void write(Html html, Scorecard card) {
    MethodCards cards = new MethodCards(html, card);
    CircuitPicture.legend(html);
    cards.write(card.methods());
    html.put("h3", "Calibration");
    cards.write(card.calibration());
  }

  private void write(List<Scorecard.Entry> entries) {
    html.open("div", "class", "cards");
    entries.forEach(this::write);
    html.close();
  }

  private void write(Scorecard.Entry e) {
    html.open("article", "class", "card", "id", Looks.anchor(e), "data-series", e.name());
    html.open("div", "class", "cardhead").put("h3", e.name());
    html.put("p", e.citation(), "class", "citation");
    html.open("ul", "class", "chips");
    for (Map.Entry<String, String> s : e.settings().entrySet()) {
      html.put("li", s.getKey() + " " + s.getValue());
    }
    if (e.competes())
      html.put("li", "cost " + Numbers.of(e.cost()) + " forward passes", "class", "cost");
    html.close();
    for (String note : e.notes()) html.put("p", note, "class", "note");
    html.close().open("div", "class", "cardbody");
    picture(e);
    html.open("div", "class", "stack");
    curves.ofOne(html, e);
    html.close().close().close();
  }

  private void picture(Scorecard.Entry e) {
    if (e.choice().edges().isEmpty()) return;
    String title = card.headline().name() + " beside " + e.name();
    SortedSet<Edge> found = pictures.edges(e.choice().edges());
    int all = found.size();
    found.removeAll(ignored);
    CircuitPicture.Picture p = pictures.of(title, truth, found, Looks.anchor(e));
    html.open("figure", "class", "circuit");
    if (p.svg().isEmpty()) {
      html.put("p", "Too many edges for a picture; the table edge by edge has them.");
    }
    html.raw(p.svg());
    html.open("figcaption");
    html.put("b", p.found() + " found")
        .text(", " + p.missed() + " missed, " + p.wrong() + " false: ");
    html.text(e.choice().rule());
    if (found.size() < all) {
      html.text(
          "; not drawn: "
              + Numbers.counted(all - found.size(), "edge")
              + " without effect under Σ");
    }
    html.close().close();
  }
}

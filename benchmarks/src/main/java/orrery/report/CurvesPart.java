package orrery.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** ROC and faithfulness: of all rows together, and of one beside those that calibrate it. */
final class CurvesPart {
  private static final List<Double> UNIT = List.of(0.0, 0.25, 0.5, 0.75, 1.0);
  private static final Plot.Axis FALSE_POSITIVES =
      new Plot.Axis("false positive rate", 0, 1, Plot.Scale.LINEAR, UNIT);
  private static final Plot.Axis TRUE_POSITIVES =
      new Plot.Axis("true positive rate", 0, 1, Plot.Scale.LINEAR, UNIT);
  private static final double WIDE = 460;
  private static final double HIGH = 340;
  private static final double NARROW = 236;
  private static final double LOW = 184;

  private final Scorecard card;
  private final Looks looks;

  CurvesPart(Scorecard card) {
    this.card = card;
    this.looks = new Looks(card);
  }

  static void write(Html html, Scorecard card) {
    CurvesPart curves = new CurvesPart(card);
    html.open("div", "class", "pair");
    curves.figure(html, Scorecard.Curve.ROC, card.entries(), WIDE, HIGH);
    curves.figure(html, Scorecard.Curve.FAITHFULNESS, card.entries(), WIDE, HIGH);
    html.close();
    html.open("ul", "class", "legend series");
    for (Scorecard.Entry e : card.entries()) {
      if (e.curves().isEmpty()) continue;
      Plot.Style s = curves.looks.of(e);
      html.open("li", "data-series", e.name(), "tabindex", "0");
      html.raw(swatch(s)).text(e.name()).close();
    }
    html.close();
  }

  static String swatch(Plot.Style s) {
    String dashes = s.dashes().isEmpty() ? "" : " stroke-dasharray=\"" + s.dashes() + "\"";
    return "<svg width=\"26\" height=\"8\" aria-hidden=\"true\"><path d=\"M0 4H26\" stroke=\"%s\" stroke-width=\"2.5\"%s/></svg>"
        .formatted(s.colour(), dashes);
  }

  /** Both curves of one row, before those that calibrate it. */
  void ofOne(Html html, Scorecard.Entry entry) {
    List<Scorecard.Entry> shown = new ArrayList<>(card.calibration());
    shown.remove(entry);
    shown.add(0, entry);
    for (String id : List.of(Scorecard.Curve.ROC, Scorecard.Curve.FAITHFULNESS)) {
      if (entry.curve(id).isPresent()) figure(html, id, shown, NARROW, LOW);
    }
  }

  private void figure(
      Html html, String id, List<Scorecard.Entry> entries, double width, double height) {
    List<Plot.Trace> traces = new ArrayList<>();
    for (int i = entries.size() - 1; i >= 0; i--) { // the first in front
      Scorecard.Entry e = entries.get(i);
      Optional<Scorecard.Curve> curve = e.curve(id);
      curve.ifPresent(c -> traces.add(new Plot.Trace(e.name(), looks.of(e), c.points())));
    }
    boolean isRoc = id.equals(Scorecard.Curve.ROC);
    String title = isRoc ? "ROC" : "Faithfulness by share of edges kept";
    Plot plot =
        isRoc
            ? new Plot(title, "", FALSE_POSITIVES, TRUE_POSITIVES, traces)
            : new Plot(title, "", share(), faithfulness(traces), traces);
    html.open("figure").raw(plot.svg(width, height)).put("figcaption", title).close();
  }

  /** From one edge to all of them. */
  private Plot.Axis share() {
    double least = 1.0 / Math.max(2, card.edges().size());
    List<Double> ticks = new ArrayList<>();
    for (double t : List.of(0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0)) if (t >= least) ticks.add(t);
    return new Plot.Axis("share of edges kept", least, 1, Plot.Scale.LOGARITHMIC, ticks);
  }

  private static Plot.Axis faithfulness(List<Plot.Trace> traces) {
    double low = 0;
    double high = 1;
    for (Plot.Trace t : traces) {
      for (Scorecard.Point p : t.points()) {
        low = Math.min(low, p.y());
        high = Math.max(high, p.y());
      }
    }
    low = Math.max(-1, Math.floor(low * 2) / 2);
    high = Math.min(2, Math.ceil(high * 2) / 2);
    List<Double> ticks = new ArrayList<>();
    for (double t = low; t <= high + 1e-9; t += high - low > 1.6 ? 0.5 : 0.25) ticks.add(t);
    return new Plot.Axis("faithfulness", low, high, Plot.Scale.LINEAR, ticks);
  }
}

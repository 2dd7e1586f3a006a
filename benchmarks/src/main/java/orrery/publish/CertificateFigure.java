package orrery.publish;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import orrery.artifact.JsonNode;
import orrery.report.Html;
import orrery.verify.Acceptance;
import orrery.verify.Certificate;
import orrery.verify.Evidence;

/**
 * A certificate as a picture: the share of right values, a row for each thing that was measured.
 */
final class CertificateFigure {
  private static final double LEFT = 300;
  private static final double WIDTH = 420;
  private static final double RIGHT = 70;
  private static final double TOP = 40;
  private static final double ROW = 18;
  private static final double BOTTOM = 34;
  private static final String FONT = "DejaVu Sans, Helvetica, Arial, sans-serif";

  private final StringBuilder out = new StringBuilder();

  private CertificateFigure() {}

  /** A share with its interval, which may have no width. */
  private record Row(String label, double share, double low, double high) {}

  /** The picture, an SVG document. */
  static String svg(String title, Evidence evidence) {
    return new CertificateFigure().drawn(title, rows(evidence), threshold(evidence));
  }

  private static double threshold(Evidence evidence) {
    return evidence instanceof Acceptance a ? a.threshold() : 1;
  }

  private static List<Row> rows(Evidence evidence) {
    List<Row> rows = new ArrayList<>();
    if (evidence instanceof Acceptance a) {
      for (Acceptance.Figure f : a.figures()) {
        if (f.tokens() == 0) continue;
        String how = f.ablation() == Acceptance.Ablation.NONE ? "" : JsonNode.nameOf(f.ablation());
        String label = "%s %s %s".formatted(JsonNode.nameOf(f.kind()), how, f.name());
        double share = (double) f.right() / f.tokens();
        rows.add(new Row(label.strip().replaceAll(" +", " "), share, f.low(), f.high()));
      }
    } else if (evidence instanceof Certificate c) {
      List<Certificate.Entry> entries = new ArrayList<>(c.variables());
      entries.addAll(c.outputs());
      for (Certificate.Entry e : entries) {
        if (e.compared() == 0) continue;
        double share = 1 - (double) e.wrong() / e.compared();
        rows.add(new Row(e.name() + " at " + e.site(), share, share, share));
      }
    }
    return rows;
  }

  private String drawn(String title, List<Row> rows, double threshold) {
    double least = rows.stream().mapToDouble(r -> Math.min(r.low(), r.share())).min().orElse(0);
    double from = Math.min(0.98, Math.floor(least * 50) / 50);
    double height = TOP + ROW * rows.size() + BOTTOM;
    double width = LEFT + WIDTH + RIGHT;
    line(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %.0f\" width=\"%.0f\" height=\"%.0f\" font-family=\"%s\" font-size=\"11\">",
        width, height, width, height, FONT);
    line("<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>");
    line(
        "<text x=\"12\" y=\"22\" font-size=\"14\" font-weight=\"bold\">%s</text>",
        Html.escaped(title));
    for (double tick : new double[] {from, (from + 1) / 2, 1}) {
      double x = x(tick, from);
      double foot = height - BOTTOM;
      line("<path d=\"M%.1f %.1fV%.1f\" stroke=\"#e2e6eb\"/>", x, TOP, foot);
      line("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%.3f</text>", x, foot + 16, tick);
    }
    double x = x(threshold, from);
    line(
        "<path d=\"M%.1f %.1fV%.1f\" stroke=\"#b47b00\" stroke-dasharray=\"4 3\"><title>threshold %s</title></path>",
        x, TOP, height - BOTTOM, threshold);
    for (int r = 0; r < rows.size(); r++) row(rows.get(r), TOP + ROW * (r + 0.5), from, threshold);
    line("</svg>");
    return out.toString();
  }

  private void row(Row row, double y, double from, double threshold) {
    String colour = row.share() >= threshold ? "#0072b2" : "#d55e00";
    line(
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">%s</text>",
        LEFT - 10, y + 4, Html.escaped(shortened(row.label())));
    if (row.high() > row.low()) {
      line(
          "<path d=\"M%.1f %.1fH%.1f\" stroke=\"%s\" stroke-width=\"2\"/>",
          x(row.low(), from), y, x(row.high(), from), colour);
    }
    line(
        "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\" fill=\"%s\"/>", x(row.share(), from), y, colour);
    line("<text x=\"%.1f\" y=\"%.1f\">%.4f</text>", LEFT + WIDTH + 10, y + 4, row.share());
  }

  private static String shortened(String label) {
    return label.length() <= 44 ? label : label.substring(0, 43) + "…";
  }

  private static double x(double share, double from) {
    return LEFT + WIDTH * Math.max(0, Math.min(1, (share - from) / (1 - from)));
  }

  private void line(String format, Object... arguments) {
    out.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }
}

package orrery.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A chart of curves, some with bands, as an SVG element.
 *
 * @param title what a screen reader says
 * @param description what a screen reader says where more is asked for; may be empty
 * @param x the horizontal axis
 * @param y the vertical axis
 * @param curves from back to front
 */
record Plot(String title, String description, Axis x, Axis y, List<Trace> curves) {
  private static final double LEFT = 44;
  private static final double BOTTOM = 36;
  private static final double TOP = 8;
  private static final double RIGHT = 12;

  /** What equal steps on an axis are. */
  enum Scale {
    /** Equal differences. */
    LINEAR,
    /** Equal factors. */
    LOGARITHMIC,
    /** Equal factors of what is left to 1: 0.9, 0.99 and 0.999 are as far from each other. */
    NINES
  }

  /**
   * An axis.
   *
   * @param low the number at its beginning
   * @param high the number at its end; below 1 on a scale of nines
   * @param ticks where numbers stand
   */
  record Axis(String label, double low, double high, Scale scale, List<Double> ticks) {
    /** Where a number stands, from 0 to 1; what lies outside stands at the end. */
    double place(double number) {
      double at =
          switch (scale) {
            case LINEAR -> (number - low) / (high - low);
            case LOGARITHMIC -> factors(Math.max(number, low), low, high);
            case NINES -> factors(Math.max(1 - number, 1 - high), 1 - low, 1 - high);
          };
      return Math.max(0, Math.min(1, at));
    }

    private static double factors(double number, double from, double to) {
      return StrictMath.log(number / from) / StrictMath.log(to / from);
    }

    /** A number as it is told beside its point. */
    private String shown(double number) {
      return scale == Scale.NINES ? String.format(Locale.ROOT, "%.4f", number) : Numbers.of(number);
    }
  }

  /**
   * A curve.
   *
   * @param name what it is
   * @param style its looks
   * @param points from left to right
   */
  record Trace(String name, Style style, List<Scorecard.Point> points) {}

  /**
   * How a curve looks.
   *
   * @param colour {@code #rrggbb}
   * @param dashes as in {@code stroke-dasharray}; empty for a line
   * @param width of the line in pixels
   * @param dots whether its points are marked
   */
  record Style(String colour, String dashes, double width, boolean dots) {}

  /** The chart, {@code width} by {@code height} pixels before the page scales it. */
  String svg(double width, double height) {
    StringBuilder out = new StringBuilder();
    line(
        out,
        "<svg class=\"plot\" viewBox=\"0 0 %s %s\" width=\"%s\" height=\"%s\" role=\"img\">",
        number(width),
        number(height),
        number(width),
        number(height));
    line(out, "<title>%s</title>", Html.escaped(title));
    if (!description.isEmpty()) line(out, "<desc>%s</desc>", Html.escaped(description));
    Frame frame = new Frame(width - LEFT - RIGHT, height - TOP - BOTTOM);
    line(out, "<g transform=\"translate(%s %s)\">", number(LEFT), number(TOP));
    axes(out, frame);
    for (Trace t : curves) trace(out, frame, t);
    line(out, "</g>");
    line(out, "</svg>");
    return out.toString();
  }

  /** The area of the curves. */
  private record Frame(double width, double height) {}

  private void axes(StringBuilder out, Frame f) {
    for (double tick : x.ticks()) {
      double at = x.place(tick) * f.width();
      line(out, "<path class=\"grid\" d=\"M%s 0V%s\"/>", number(at), number(f.height()));
      line(
          out,
          "<text class=\"tick\" x=\"%s\" y=\"%s\" text-anchor=\"middle\">%s</text>",
          number(at),
          number(f.height() + 14),
          tick(tick));
    }
    for (double tick : y.ticks()) {
      double at = (1 - y.place(tick)) * f.height();
      line(out, "<path class=\"grid\" d=\"M0 %sH%s\"/>", number(at), number(f.width()));
      line(
          out,
          "<text class=\"tick\" x=\"-6\" y=\"%s\" text-anchor=\"end\">%s</text>",
          number(at + 3.5),
          tick(tick));
    }
    line(out, "<path class=\"axis\" d=\"M0 0V%sH%s\"/>", number(f.height()), number(f.width()));
    line(
        out,
        "<text class=\"axislabel\" x=\"%s\" y=\"%s\" text-anchor=\"middle\">%s</text>",
        number(f.width() / 2),
        number(f.height() + 30),
        Html.escaped(x.label()));
    line(
        out,
        "<text class=\"axislabel\" transform=\"translate(-36 %s) rotate(-90)\""
            + " text-anchor=\"middle\">%s</text>",
        number(f.height() / 2),
        Html.escaped(y.label()));
  }

  private void trace(StringBuilder out, Frame f, Trace t) {
    if (t.points().isEmpty()) return;
    line(out, "<g data-series=\"%s\">", Html.escaped(t.name()));
    line(out, "<title>%s</title>", Html.escaped(t.name()));
    boolean banded = t.points().stream().allMatch(p -> p.band().size() == 2);
    if (banded) {
      line(
          out,
          "<path class=\"band\" d=\"%s\" fill=\"%s\"/>",
          band(f, t.points()),
          t.style().colour());
    }
    String dashes =
        t.style().dashes().isEmpty() ? "" : " stroke-dasharray=\"" + t.style().dashes() + "\"";
    List<String> path = new ArrayList<>();
    for (Scorecard.Point p : t.points()) path.add(place(f, p.x(), p.y()));
    line(
        out,
        "<path class=\"curve\" d=\"M%s\" stroke=\"%s\" stroke-width=\"%s\"%s/>",
        String.join("L", path),
        t.style().colour(),
        number(t.style().width()),
        dashes);
    if (t.style().dots()) t.points().forEach(p -> dot(out, f, t, p));
    line(out, "</g>");
  }

  private void dot(StringBuilder out, Frame f, Trace t, Scorecard.Point p) {
    line(
        out,
        "<circle cx=\"%s\" cy=\"%s\" r=\"2.2\" fill=\"%s\"><title>%s: %s, %s</title></circle>",
        number(x.place(p.x()) * f.width()),
        number((1 - y.place(p.y())) * f.height()),
        t.style().colour(),
        Html.escaped(t.name()),
        x.shown(p.x()),
        y.shown(p.y()));
  }

  private String band(Frame f, List<Scorecard.Point> points) {
    List<String> path = new ArrayList<>();
    for (Scorecard.Point p : points) path.add(place(f, p.x(), p.band().get(1)));
    for (int i = points.size() - 1; i >= 0; i--) {
      path.add(place(f, points.get(i).x(), points.get(i).band().get(0)));
    }
    return "M" + String.join("L", path) + "Z";
  }

  private String place(Frame f, double atX, double atY) {
    return number(x.place(atX) * f.width()) + " " + number((1 - y.place(atY)) * f.height());
  }

  /** As a number is written elsewhere, but {@code 1e-5} for {@code 1.0e-05}: there is no room. */
  private static String tick(double value) {
    return Numbers.of(value).replaceFirst("\\.0e([-+])0?", "e$1");
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value + 0.0);
  }

  private static void line(StringBuilder out, String format, Object... arguments) {
    out.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }
}

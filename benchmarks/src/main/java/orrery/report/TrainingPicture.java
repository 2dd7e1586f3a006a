package orrery.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * The curve of a training, drawn: losses on a logarithmic axis, and figures on held-out pairs on
 * one of nines, so that 0.99 and 0.999 are apart. Series differ in colour and in dashes.
 */
public final class TrainingPicture {
  /** Looks that are marked one by one; more would be a smear. */
  private static final int MARKED = 40;

  private static final int MOST_TICKS = 6;
  private static final double LEAST_LOSS = 1e-6;
  private static final double MOST_LOSS = 1e300;
  private static final double LEAST_ERROR = 1e-4;
  private static final double MOST_FACTOR = 1e9;
  private static final double WIDE = 460;
  private static final double HIGH = 300;
  private static final double GAP = 24;
  private static final double EDGE = 8;
  private static final double HEAD = 36;
  private static final double ROW = 18;
  private static final double COLUMN = 155;
  private static final List<String> COLOURS =
      List.of("#0072b2", "#d55e00", "#009e73", "#b0588a", "#b97f00", "#5b4fa2", "#7a5230");
  private static final List<String> DASHES = List.of("", "7 3", "2 2", "9 3 2 3", "4 2", "12 4");
  private static final Plot.Style THRESHOLD = new Plot.Style("#1c2430", "3 4", 1.2, false);

  private static final String STYLE =
      """
      <style>
      .grid { stroke: #e2e6eb; fill: none; } .axis { stroke: #5a6472; fill: none; }
      .tick { font-size: 10px; fill: #5a6472; } .axislabel { font-size: 11px; fill: #1b2330; }
      .curve { fill: none; stroke-linejoin: round; }
      </style>
      """;

  private final LearningCurve curve;
  private final OptionalDouble threshold;

  TrainingPicture(LearningCurve curve, OptionalDouble threshold) {
    this.curve = curve;
    this.threshold = threshold;
  }

  /** The picture of a folder's curve: an SVG document that needs no style of a page. */
  public static String document(String title, LearningCurve curve, OptionalDouble threshold) {
    return new TrainingPicture(curve, threshold).document(title);
  }

  /** The losses. */
  Plot losses() {
    double low = Double.POSITIVE_INFINITY;
    double high = 0;
    for (LearningCurve.Series s : curve.losses()) {
      for (double v : s.values()) {
        if (Double.isNaN(v)) continue;
        high = Math.max(high, v);
        if (v > 0) low = Math.min(low, v);
      }
    }
    high = decade(Math.min(Math.max(high, LEAST_LOSS * 10), MOST_LOSS), true);
    double least = Math.max(LEAST_LOSS, high / MOST_FACTOR);
    low = decade(Math.max(Math.min(low, high / 10), least), false);
    List<Double> ticks = new ArrayList<>();
    int decades = (int) StrictMath.round(StrictMath.log10(high / low));
    int every = Math.max(1, (decades + MOST_TICKS - 1) / MOST_TICKS);
    for (int d = 0; d <= decades; d += every) ticks.add(low * StrictMath.pow(10, d));
    return new Plot(
        "Losses while training",
        told(curve.losses()),
        steps(),
        new Plot.Axis("loss", low, high, Plot.Scale.LOGARITHMIC, ticks),
        traces(curve.losses()));
  }

  private static double decade(double value, boolean up) {
    double power = StrictMath.log10(value);
    return StrictMath.pow(10, up ? StrictMath.ceil(power) : StrictMath.floor(power));
  }

  /** The figures on held-out pairs, with the line that they must reach. */
  Plot figures() {
    List<Plot.Trace> traces = new ArrayList<>();
    if (threshold.isPresent()) {
      double at = threshold.getAsDouble();
      traces.add(
          new Plot.Trace(
              thresholdName(), THRESHOLD, List.of(point(0, at), point(steps().high(), at))));
    }
    traces.addAll(traces(curve.figures()));
    return new Plot(
        "Figures on held-out pairs while training",
        told(curve.figures()),
        steps(),
        new Plot.Axis(
            "share of right answers, by nines",
            0,
            1 - LEAST_ERROR,
            Plot.Scale.NINES,
            List.of(0.0, 0.5, 0.9, 0.99, 0.999, 1.0)),
        traces);
  }

  /** How the line is called that figures must reach. */
  String thresholdName() {
    return "threshold " + Numbers.of(threshold.orElse(1));
  }

  /** What a legend says: the names of series, and how each looks. */
  record Key(String name, Plot.Style style) {}

  List<Key> lossKeys() {
    return keys(curve.losses());
  }

  List<Key> figureKeys() {
    List<Key> keys = new ArrayList<>(keys(curve.figures()));
    if (threshold.isPresent()) keys.add(new Key(thresholdName(), THRESHOLD));
    return keys;
  }

  private List<Key> keys(List<LearningCurve.Series> series) {
    List<Key> keys = new ArrayList<>();
    for (int i = 0; i < series.size(); i++) keys.add(new Key(words(series.get(i)), style(i)));
    return keys;
  }

  /** A column's name in words: {@code iia_joint} is {@code iia joint}. */
  static String words(LearningCurve.Series series) {
    return series.name().replace('_', ' ');
  }

  private Plot.Style style(int number) {
    return new Plot.Style(
        COLOURS.get(number % COLOURS.size()),
        DASHES.get(number % DASHES.size()),
        2,
        curve.steps().size() <= MARKED);
  }

  private Plot.Axis steps() {
    long last = curve.steps().get(curve.steps().size() - 1);
    double high = Math.max(1, last);
    double unit = StrictMath.pow(10, StrictMath.floor(StrictMath.log10(high)));
    double every = high / unit >= 5 ? unit : high / unit >= 2 ? unit / 2 : unit / 5;
    List<Double> ticks = new ArrayList<>();
    for (int i = 0; i * every <= high; i++) ticks.add(i * every);
    return new Plot.Axis("step", 0, high, Plot.Scale.LINEAR, ticks);
  }

  private List<Plot.Trace> traces(List<LearningCurve.Series> series) {
    List<Plot.Trace> traces = new ArrayList<>();
    for (int i = 0; i < series.size(); i++) { // the first, which has no dashes, behind the others
      List<Scorecard.Point> points = new ArrayList<>();
      for (int look = 0; look < curve.steps().size(); look++) {
        double value = series.get(i).values().get(look);
        if (!Double.isNaN(value)) points.add(point(curve.steps().get(look), value));
      }
      traces.add(new Plot.Trace(words(series.get(i)), style(i), points));
    }
    return traces;
  }

  private static Scorecard.Point point(double step, double value) {
    return new Scorecard.Point(step, value, List.of());
  }

  /** For those who cannot see it: where every series begins and ends. */
  private String told(List<LearningCurve.Series> series) {
    List<String> told = new ArrayList<>();
    for (LearningCurve.Series s : series) {
      List<Double> known = s.values().stream().filter(v -> !v.isNaN()).toList();
      told.add(
          "%s from %s to %s"
              .formatted(
                  words(s),
                  Numbers.figure(known.get(0)),
                  Numbers.figure(known.get(known.size() - 1))));
    }
    return "From step %d to step %d: %s."
        .formatted(
            curve.steps().get(0),
            curve.steps().get(curve.steps().size() - 1),
            String.join("; ", told));
  }

  private String document(String title) {
    StringBuilder out = new StringBuilder();
    int rows = Math.max(lossKeys().size(), figureKeys().size());
    rows = (rows + 2) / 3; // three in a row
    double width = 2 * (EDGE + WIDE) + GAP;
    double height = HEAD + HIGH + ROW * (rows + 1);
    line(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %.0f\" width=\"%.0f\""
            + " height=\"%.0f\" font-family=\"DejaVu Sans, Helvetica, Arial, sans-serif\""
            + " font-size=\"11\" role=\"img\">",
        width,
        height,
        width,
        height);
    line(out, "<title>%s</title>", Html.escaped(title));
    out.append(STYLE);
    line(out, "<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>");
    line(
        out,
        "<text x=\"12\" y=\"22\" font-size=\"14\" font-weight=\"bold\">%s</text>",
        Html.escaped(title));
    if (!curve.losses().isEmpty()) half(out, losses(), lossKeys(), EDGE);
    if (!curve.figures().isEmpty()) half(out, figures(), figureKeys(), EDGE + WIDE + GAP);
    line(out, "</svg>");
    return out.toString();
  }

  private static void half(StringBuilder out, Plot plot, List<Key> keys, double left) {
    line(out, "<g transform=\"translate(%.0f %.0f)\">", left, HEAD);
    out.append(plot.svg(WIDE, HIGH));
    for (int i = 0; i < keys.size(); i++) {
      double x = 12 + COLUMN * (i % 3);
      double y = HIGH + ROW * (i / 3 + 1);
      Plot.Style s = keys.get(i).style();
      String dashes = s.dashes().isEmpty() ? "" : " stroke-dasharray=\"" + s.dashes() + "\"";
      line(
          out,
          "<path d=\"M%.0f %.0fh30\" stroke=\"%s\" stroke-width=\"%.1f\"%s/>",
          x,
          y - 4,
          s.colour(),
          s.width(),
          dashes);
      line(
          out,
          "<text x=\"%.0f\" y=\"%.0f\">%s</text>",
          x + 36,
          y,
          Html.escaped(keys.get(i).name()));
    }
    line(out, "</g>");
  }

  private static void line(StringBuilder out, String format, Object... arguments) {
    out.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }
}

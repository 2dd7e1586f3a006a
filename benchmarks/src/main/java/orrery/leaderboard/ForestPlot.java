package orrery.leaderboard;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import orrery.metrics.Interval;
import orrery.report.Html;
import orrery.suite.Kind;

/** Mean AUROC with its interval, a row for each method and a colour for each kind of model. */
final class ForestPlot {
  private static final List<String> COLOURS =
      List.of("#0072b2", "#d55e00", "#009e73", "#b0588a", "#8a929c");
  private static final double LEFT = 190;
  private static final double WIDTH = 520;
  private static final double RIGHT = 16;
  private static final double TOP = 26;
  private static final double BOTTOM = 24;
  private static final double STEP = 7;
  private static final double GAP = 8;

  private final Leaderboard board;
  private final StringBuilder out = new StringBuilder();

  private ForestPlot(Leaderboard board) {
    this.board = board;
  }

  static String svg(Leaderboard board) {
    return new ForestPlot(board).drawn();
  }

  private String drawn() {
    List<String> methods = new ArrayList<>(board.rows(/* competing= */ true));
    double row = STEP * board.kinds().size() + GAP;
    double height = TOP + row * methods.size() + BOTTOM;
    double width = LEFT + WIDTH + RIGHT;
    line(
        "<svg class=\"plot\" viewBox=\"0 0 %.0f %.0f\" width=\"%.0f\" height=\"%.0f\" role=\"img\">",
        width, height, width, height);
    line("<title>Mean AUROC by method and kind of model</title>");
    legend();
    for (double tick : new double[] {0, 0.25, 0.5, 0.75, 1}) {
      double x = x(tick);
      String dashes = tick == 0.5 ? " style=\"stroke:#8a929c;stroke-dasharray:3 3\"" : "";
      line("<path class=\"grid\" d=\"M%.1f %.1fV%.1f\"%s/>", x, TOP, height - BOTTOM, dashes);
      line(
          "<text class=\"tick\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%s</text>",
          x, height - BOTTOM + 14, tick == Math.rint(tick) ? "" + (int) tick : "" + tick);
    }
    for (int m = 0; m < methods.size(); m++) method(methods.get(m), TOP + m * row);
    line("</svg>");
    return out.toString();
  }

  private void legend() {
    double x = LEFT;
    for (Kind kind : board.kinds()) {
      line("<circle cx=\"%.1f\" cy=\"10\" r=\"3.5\" fill=\"%s\"/>", x, colour(kind));
      line("<text class=\"tick\" x=\"%.1f\" y=\"13.5\">%s</text>", x + 8, kind.text());
      x += 100;
    }
  }

  private void method(String name, double top) {
    List<Kind> kinds = board.kinds();
    double middle = top + GAP / 2 + STEP * kinds.size() / 2;
    line("<g data-series=\"%s\">", Html.escaped(name));
    line(
        "<text class=\"axislabel\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">%s</text>",
        LEFT - 10, middle + 4, Html.escaped(name));
    for (int k = 0; k < kinds.size(); k++) {
      Optional<Standing> s = board.standing(Scope.of(kinds.get(k)), name, Cell.AUROC);
      if (s.isPresent()) point(kinds.get(k), s.get(), top + GAP / 2 + STEP * (k + 0.5));
    }
    line("</g>");
  }

  private void point(Kind kind, Standing s, double y) {
    Optional<Interval> i = s.mean().interval();
    if (i.isPresent()) {
      line(
          "<path class=\"curve\" d=\"M%.1f %.1fH%.1f\" stroke=\"%s\" stroke-width=\"1.6\"/>",
          x(i.get().low()), y, x(i.get().high()), colour(kind));
    }
    line(
        "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"><title>%s, %s: %.3f</title></circle>",
        x(s.mean().value()),
        y,
        colour(kind),
        Html.escaped(s.method()),
        kind.text(),
        s.mean().value());
  }

  private static String colour(Kind kind) {
    return COLOURS.get(kind.ordinal() % COLOURS.size());
  }

  private static double x(double value) {
    return LEFT + WIDTH * Math.max(0, Math.min(1, value));
  }

  private void line(String format, Object... arguments) {
    out.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }
}

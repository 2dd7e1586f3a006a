package orrery.draw;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import orrery.diagnostic.DisplayWidth;

/** Writes a graph as an SVG picture that needs nothing else: no script, no font, no style sheet. */
public final class Svg {
  private static final double MARGIN = 20;
  private static final double TITLE = 34;
  private static final double LEGEND = 22; // per line
  private static final double SWATCH = 26;
  private static final double ENTRY = 22; // between entries of the legend
  private static final String FONT = "DejaVu Sans Mono, Menlo, Consolas, monospace";

  private final Graph graph;
  private final Layout layout;
  private final Map<Kind, Integer> markers;
  private final String ids; // before every id, which must be unique in a page of several
  private final StringBuilder out = new StringBuilder();

  private Svg(Graph graph, String ids) {
    this.graph = graph;
    this.ids = ids;
    this.layout = Layout.of(graph);
    this.markers = layout.edgeKinds();
  }

  /** The graph as an SVG document. Equal graphs give equal documents. */
  public static String write(Graph graph) {
    return new Svg(graph, "").written();
  }

  /**
   * The graph as an SVG element for a page that has its own title and legend.
   *
   * @param ids the beginning of every id in it, different from that of other pictures on the page
   */
  public static String inline(Graph graph, String ids) {
    return new Svg(graph, ids).inlined();
  }

  private String inlined() {
    open(layout.width() + 2, layout.height() + 2);
    arrows(kinds());
    line("<g transform=\"translate(1 1)\">");
    drawing();
    line("</g>");
    line("</svg>");
    return out.toString();
  }

  private List<Kind> kinds() {
    return markers.entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .toList();
  }

  private void drawing() {
    layout.curves().forEach(this::curve);
    layout.boxes().forEach(this::box);
    layout.curves().forEach(this::label);
  }

  private String written() {
    List<Kind> edgeKinds = kinds();
    List<Kind> nodeKinds =
        layout.nodeKinds().stream().sorted(Comparator.comparing(Kind::name)).toList();
    double legend = Math.max(legendWidth(nodeKinds), legendWidth(edgeKinds));
    double title = DisplayWidth.of(graph.title()) * Layout.CHARACTER * 1.25;
    double inner = Math.max(layout.width(), Math.max(legend, title));
    int lines = (nodeKinds.isEmpty() ? 0 : 1) + (edgeKinds.isEmpty() ? 0 : 1);
    double bottom = MARGIN + TITLE + layout.height() + MARGIN;
    head(inner + 2 * MARGIN, bottom + lines * LEGEND + MARGIN, edgeKinds);
    line(
        "<g transform=\"translate(%s %s)\">",
        number(MARGIN + (inner - layout.width()) / 2), number(MARGIN + TITLE));
    drawing();
    line("</g>");
    double at = bottom + LEGEND / 2;
    if (!nodeKinds.isEmpty()) {
      nodeLegend(nodeKinds, at);
      at += LEGEND;
    }
    edgeLegend(edgeKinds, at);
    line("</svg>");
    return out.toString();
  }

  private void head(double width, double height, List<Kind> edgeKinds) {
    open(width, height);
    line("<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>");
    arrows(edgeKinds);
    line(
        "<text x=\"%s\" y=\"%s\" font-size=\"15\" font-weight=\"bold\" fill=\"#1a1a1a\">%s</text>",
        number(MARGIN), number(MARGIN + 12), escaped(graph.title()));
  }

  private void open(double width, double height) {
    line(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%s\" height=\"%s\" viewBox=\"0 0 %s %s\""
            + " font-family=\"%s\" font-size=\"12\" role=\"img\">",
        number(width), number(height), number(width), number(height), FONT);
    line("<title>%s</title>", escaped(graph.title()));
  }

  private void arrows(List<Kind> edgeKinds) {
    line("<defs>");
    for (int i = 0; i < edgeKinds.size(); i++) {
      line(
          "<marker id=\"%sarrow%d\" viewBox=\"0 0 8 8\" refX=\"7.5\" refY=\"4\" markerWidth=\"8\""
              + " markerHeight=\"8\" markerUnits=\"userSpaceOnUse\" orient=\"auto\">"
              + "<path d=\"M0 0.8 L8 4 L0 7.2 z\" fill=\"%s\"/></marker>",
          escaped(ids), i, edgeKinds.get(i).tint().stroke());
    }
    line("</defs>");
  }

  private void curve(Layout.Curve c) {
    String tips =
        c.edges().stream()
            .map(Graph.Edge::tip)
            .filter(t -> !t.isEmpty())
            .distinct()
            .collect(Collectors.joining("\n"));
    line(
        "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.4\"%s%s>%s</path>",
        path(c),
        c.kind().tint().stroke(),
        dashes(c.kind()),
        c.arrives()
            ? " marker-end=\"url(#"
                + escaped(ids)
                + "arrow"
                + markers.getOrDefault(c.kind(), 0)
                + ")\""
            : "",
        tip(tips));
  }

  private String path(Layout.Curve c) {
    Layout.Point a = c.from();
    Layout.Point b = c.to();
    boolean up = graph.direction() == Graph.Direction.UP;
    double bendX = up ? 0 : (b.x() - a.x()) / 2;
    double bendY = up ? (b.y() - a.y()) / 2 : 0;
    return "M"
        + point(a.x(), a.y())
        + " C"
        + point(a.x() + bendX, a.y() + bendY)
        + " "
        + point(b.x() - bendX, b.y() - bendY)
        + " "
        + point(b.x(), b.y())
        + (c.end().equals(b) ? "" : " L" + point(c.end().x(), c.end().y()));
  }

  private void label(Layout.Curve c) {
    if (!c.arrives()) return;
    String text =
        c.edges().stream()
            .map(Graph.Edge::label)
            .filter(l -> !l.isEmpty())
            .distinct()
            .collect(Collectors.joining(", "));
    if (text.isEmpty()) return;
    line(
        "<text x=\"%s\" y=\"%s\" font-size=\"10\" text-anchor=\"middle\" fill=\"%s\""
            + " stroke=\"#ffffff\" stroke-width=\"3\" paint-order=\"stroke\">%s</text>",
        number((c.from().x() + c.to().x()) / 2),
        number((c.from().y() + c.to().y()) / 2 + 3),
        c.kind().tint().stroke(),
        escaped(text));
  }

  private void box(Layout.Box b) {
    Kind kind = b.node().kind();
    line("<g>%s", tip(b.node().tip()));
    rectangle(b.x() - b.width() / 2, b.y() - b.height() / 2, b.width(), b.height(), kind);
    List<String> lines = b.node().lines();
    for (int i = 0; i < lines.size(); i++) {
      double y = b.y() + (i - (lines.size() - 1) / 2.0) * Layout.LINE + 4;
      line(
          "<text x=\"%s\" y=\"%s\" text-anchor=\"middle\" fill=\"%s\"%s>%s</text>",
          number(b.x()),
          number(y),
          i == 0 ? "#1a1a1a" : "#555555",
          i == 0 && lines.size() > 1 ? " font-weight=\"bold\"" : "",
          escaped(lines.get(i)));
    }
    line("</g>");
  }

  private void rectangle(double x, double y, double width, double height, Kind kind) {
    line(
        "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"4\" fill=\"%s\" stroke=\"%s\""
            + " stroke-width=\"1.4\"%s/>",
        number(x),
        number(y),
        number(width),
        number(height),
        kind.tint().fill(),
        kind.tint().stroke(),
        dashes(kind));
  }

  private void nodeLegend(List<Kind> kinds, double y) {
    double x = MARGIN;
    for (Kind k : kinds) {
      rectangle(x, y - 6, SWATCH, 12, k);
      x = legendText(x, y, k);
    }
  }

  private void edgeLegend(List<Kind> kinds, double y) {
    double x = MARGIN;
    for (Kind k : kinds) {
      line(
          "<path d=\"M%s h%s\" stroke=\"%s\" stroke-width=\"1.4\"%s marker-end=\"url(#arrow%d)\"/>",
          point(x, y), number(SWATCH), k.tint().stroke(), dashes(k), markers.getOrDefault(k, 0));
      x = legendText(x, y, k);
    }
  }

  private double legendText(double x, double y, Kind kind) {
    line(
        "<text x=\"%s\" y=\"%s\" font-size=\"11\" fill=\"#333333\">%s</text>",
        number(x + SWATCH + 6), number(y + 4), escaped(kind.name()));
    return x + legendWidth(List.of(kind));
  }

  private static double legendWidth(List<Kind> kinds) {
    return kinds.stream()
        .mapToDouble(k -> SWATCH + 6 + DisplayWidth.of(k.name()) * Layout.CHARACTER + ENTRY)
        .sum();
  }

  private static String dashes(Kind kind) {
    String dashes = kind.line().dashes();
    return dashes.isEmpty() ? "" : " stroke-dasharray=\"" + dashes + "\"";
  }

  private static String tip(String text) {
    return text.isEmpty() ? "" : "<title>" + escaped(text) + "</title>";
  }

  private void line(String format, Object... arguments) {
    out.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }

  private static String point(double x, double y) {
    return number(x) + " " + number(y);
  }

  private static String number(double d) {
    return String.format(Locale.ROOT, "%.1f", d + 0.0);
  }

  /** Text for XML; a character that XML does not allow becomes U+FFFD. */
  private static String escaped(String text) {
    StringBuilder safe = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              boolean allowed =
                  c >= 0x20 && c < 0xD800 || c >= 0xE000 && c != 0xFFFE && c != 0xFFFF;
              switch (allowed || c == '\n' ? c : 0xFFFD) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case 0xFFFD -> safe.append('\uFFFD');
                default -> safe.appendCodePoint(c);
              }
            });
    return safe.toString();
  }
}

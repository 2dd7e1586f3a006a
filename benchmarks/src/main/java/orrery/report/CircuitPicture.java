package orrery.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import orrery.circuit.Component;
import orrery.circuit.Edge;
import orrery.draw.ComparedCircuit;
import orrery.draw.Svg;

/**
 * Draws circuits of a scorecard.
 *
 * @param card names and numbers of its edges
 */
record CircuitPicture(Scorecard card) {
  /** More edges than these are no picture. */
  private static final int MOST = 150;

  /** A truth beside what was found: drawing, and how many edges are of which kind. */
  record Picture(String svg, int found, int missed, int wrong) {}

  /** The edges of some numbers. */
  SortedSet<Edge> edges(List<Integer> numbers) {
    return numbers.stream()
        .flatMap(n -> Edge.named(card.edges().get(n).name()).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * A circuit beside the true one.
   *
   * @param id begins every id in the drawing
   */
  Picture of(String title, SortedSet<Edge> truth, SortedSet<Edge> found, String id) {
    ComparedCircuit compared = new ComparedCircuit(truth, found);
    Map<ComparedCircuit.Verdict, SortedSet<Edge>> verdicts = compared.verdicts();
    int right = count(verdicts, ComparedCircuit.Verdict.FOUND);
    int missed = count(verdicts, ComparedCircuit.Verdict.MISSED);
    int wrong = count(verdicts, ComparedCircuit.Verdict.FALSE);
    String svg =
        right + missed + wrong > MOST || right + missed + wrong == 0
            ? ""
            : Svg.inline(compared.graph(title, computes(), this::tip), id + "-");
    return new Picture(svg, right, missed, wrong);
  }

  private static int count(
      Map<ComparedCircuit.Verdict, SortedSet<Edge>> verdicts, ComparedCircuit.Verdict verdict) {
    return verdicts.getOrDefault(verdict, new TreeSet<>()).size();
  }

  private Map<Component, List<String>> computes() {
    Map<Component, List<String>> computes = new LinkedHashMap<>();
    for (Scorecard.Part p : card.parts()) {
      Component.named(p.name()).ifPresent(c -> computes.put(c, p.computes()));
    }
    return computes;
  }

  private String tip(Edge edge) {
    Optional<Scorecard.Link> link =
        card.edges().stream().filter(l -> l.name().equals(edge.name())).findFirst();
    String effect = link.map(l -> ", effect " + Numbers.of(l.effect())).orElse("");
    Set<String> carries = new TreeSet<>(link.map(Scorecard.Link::carries).orElse(List.of()));
    String carried = carries.isEmpty() ? "" : " carries " + String.join(", ", carries);
    return edge.name() + carried + effect;
  }

  /** What colours and lines mean, once for all drawings. */
  static void legend(Html html) {
    html.open("ul", "class", "legend");
    line(html, "q", "query", "");
    line(html, "k", "key", "");
    line(html, "v", "value", "");
    line(html, "into", "into MLP or logits", "");
    line(html, "into", "missed", "missed");
    line(html, "false", "found, not true", "false");
    html.close();
  }

  private static void line(Html html, String port, String text, String kind) {
    html.open("li").open("span", "class", ("swatch " + port + " " + kind).strip()).close();
    html.text(text).close();
  }
}

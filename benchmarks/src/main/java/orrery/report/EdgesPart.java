package orrery.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** The drill-down: every edge that matters to anybody, with what each method says of it. */
final class EdgesPart {
  private static final int MOST = 250;

  private final Html html;
  private final Scorecard card;
  private final List<Scorecard.Entry> columns;
  private final List<Set<Integer>> truths;
  private final Map<String, int[]> ranks = new HashMap<>();
  private final double largest;

  private EdgesPart(Html html, Scorecard card) {
    this.html = html;
    this.card = card;
    this.columns =
        card.methods().stream()
            .filter(e -> !e.scores().isEmpty() || !e.circuits().isEmpty())
            .toList();
    this.truths = card.truths().stream().<Set<Integer>>map(t -> new HashSet<>(t.edges())).toList();
    for (Scorecard.Entry e : columns)
      if (!e.scores().isEmpty()) ranks.put(e.name(), ranks(e.scores()));
    this.largest = card.edges().stream().mapToDouble(l -> Math.abs(l.effect())).max().orElse(0);
  }

  static void write(Html html, Scorecard card) {
    new EdgesPart(html, card).write();
  }

  private void write() {
    List<Integer> shown = shown();
    int left = card.edges().size() - shown.size();
    html.open("p", "class", "lead");
    html.text(
        "Score and rank (#, by magnitude) of every edge; shaded where a method puts it among as many"
            + " as are true. Truths: "
            + legend()
            + ".");
    if (left > 0) {
      html.text(
          " %s that no truth and no method's choice has, least effect last, %s left out; scores.json has all."
              .formatted(Numbers.counted(left, "edge"), left == 1 ? "is" : "are"));
    }
    html.close();
    html.open("p", "class", "filter screen").open("label").text("Show edges with ");
    html.empty("input", "type", "search", "id", "filter", "placeholder", "a0.h1, <q>, hist …");
    html.close().close();
    html.open("div", "class", "scroll")
        .open("table", "class", "sortable edges", "id", "edge-table");
    head();
    html.open("tbody");
    shown.forEach(this::row);
    html.close().close().close();
  }

  private String legend() {
    List<String> parts = new ArrayList<>();
    for (Scorecard.Truth t : card.truths()) parts.add(initial(t) + " " + t.name());
    return String.join(", ", parts);
  }

  private static String initial(Scorecard.Truth truth) {
    return truth.name().substring(0, 1).toUpperCase(Locale.ROOT);
  }

  /** True edges, chosen ones, and others by effect, at most {@link #MOST}. */
  private List<Integer> shown() {
    Set<Integer> shown = new TreeSet<>();
    card.truths().stream().limit(2).forEach(t -> shown.addAll(t.edges()));
    columns.forEach(e -> shown.addAll(e.choice().edges()));
    List<Integer> others =
        IntStream.range(0, card.edges().size())
            .boxed()
            .filter(i -> !shown.contains(i))
            .sorted(Comparator.comparingDouble(i -> -card.edges().get(i).largest()))
            .toList();
    others.stream().limit(Math.max(0, MOST - shown.size())).forEach(shown::add);
    return shown.stream()
        .sorted(Comparator.comparingDouble(i -> -Math.abs(card.edges().get(i).effect())))
        .toList();
  }

  private void head() {
    html.open("thead").open("tr");
    heading("edge", "none");
    heading("carries", "none");
    heading("true", "descending");
    heading("exact effect", "descending");
    for (Scorecard.Entry e : columns) heading(e.name(), "descending");
    html.close().close();
  }

  private void heading(String label, String order) {
    html.open("th", "scope", "col", "data-order", order);
    html.put("button", label, "type", "button").close();
  }

  private void row(int edge) {
    Scorecard.Link link = card.edges().get(edge);
    html.open("tr");
    html.open(
        "th", "scope", "row", "data-value", link.name(), "class", "port " + port(link.name()));
    html.put("code", link.name()).close();
    html.put("td", String.join(", ", link.carries()));
    truth(edge);
    effect(link);
    for (Scorecard.Entry e : columns) {
      if (e.scores().isEmpty()) circuit(e, edge);
      else score(e, edge);
    }
    html.close();
  }

  /** Which port an edge ends at, for its colour. */
  static String port(String edge) {
    if (edge.endsWith("<q>")) return "q";
    if (edge.endsWith("<k>")) return "k";
    return edge.endsWith("<v>") ? "v" : "into";
  }

  private void truth(int edge) {
    StringBuilder order = new StringBuilder();
    for (Set<Integer> t : truths) order.append(t.contains(edge) ? 1 : 0);
    html.open("td", "data-value", order.toString(), "class", "labels");
    for (int t = 0; t < truths.size(); t++) {
      if (!truths.get(t).contains(edge)) continue;
      Scorecard.Truth truth = card.truths().get(t);
      html.put("abbr", initial(truth), "title", truth.name(), "class", "label t" + Math.min(t, 3));
    }
    html.close();
  }

  private void effect(Scorecard.Link link) {
    double bar = largest == 0 ? 0 : Math.abs(link.effect()) / largest;
    html.open(
        "td",
        "class",
        link.effect() < 0 ? "number bar negative" : "number bar",
        "data-value",
        String.valueOf(Math.abs(link.effect())),
        "style",
        String.format(Locale.ROOT, "--bar:%.3f", bar));
    html.put("span", Numbers.of(link.effect()));
    html.put("small", "± " + Numbers.of(link.deviation())).close();
  }

  private void score(Scorecard.Entry e, int edge) {
    double score = e.scores().get(edge);
    int rank = ranks.getOrDefault(e.name(), new int[card.edges().size()])[edge];
    boolean isChosen = e.choice().edges().contains(edge);
    html.open(
        "td",
        "class",
        isChosen ? "number chosen" : "number",
        "data-value",
        String.valueOf(Math.abs(score)));
    html.put("span", Numbers.of(score), "class", "score").put("small", "#" + rank).close();
  }

  /** For a method that finds circuits: the strictest one that still has the edge. */
  private void circuit(Scorecard.Entry e, int edge) {
    int last = -1;
    for (int i = 0; i < e.circuits().size(); i++) {
      if (e.circuits().get(i).edges().contains(edge)) last = i;
    }
    boolean isChosen = e.choice().edges().contains(edge);
    html.open(
        "td",
        "class",
        isChosen ? "number chosen" : "number",
        "data-value",
        last < 0 ? "" : String.valueOf(last));
    html.text(last < 0 ? "–" : "to " + Numbers.of(e.circuits().get(last).threshold())).close();
  }

  /** Ranks by magnitude, from 1; equal scores share the best of theirs. */
  static int[] ranks(List<Double> scores) {
    List<Integer> order =
        IntStream.range(0, scores.size())
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -Math.abs(scores.get(i))))
            .toList();
    int[] ranks = new int[scores.size()];
    for (int i = 0; i < ranks.length; i++) {
      boolean isTied =
          i > 0 && Math.abs(scores.get(order.get(i))) == Math.abs(scores.get(order.get(i - 1)));
      ranks[order.get(i)] = isTied ? ranks[order.get(i - 1)] : i + 1;
    }
    return ranks;
  }
}

package orrery.discovery;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.IntStream;
import orrery.circuit.ResidualGraph;
import orrery.intervention.Experiment;
import orrery.intervention.Mask;
import orrery.intervention.Metric;

/**
 * Automatic circuit discovery: from the logits backwards, an edge is removed for good if the metric
 * grows by less than a threshold τ: m(G without it) − m(G) &lt; τ, strictly and signed, so that τ =
 * 0 keeps every edge without effect. What a component reads that nobody reads is removed unasked.
 *
 * <p>Source: Conmy et al. 2023, algorithm 1, whose metric is the KL divergence from the full model;
 * here it is the task's, or another one ({@link #measuring}). The published code asks one edge at a
 * time; {@link EdgeRemoval} asks many ahead, for all thresholds in one pass, and finds the same.
 *
 * @param thresholds the grid of τ, ascending and not negative
 * @param order in which edges are asked
 * @param answer {@link Answer#SCORES} scores an edge by the smallest τ of the grid that removes it,
 *     and by twice the largest if none does
 * @param metric what is measured; the task's if absent
 * @param wired the edges that can carry anything at all, if they are known: the others are removed
 *     without a run wherever an effect of 0 removes them
 */
public record Acdc(
    List<Double> thresholds,
    EdgeOrder order,
    Answer answer,
    Optional<Metric> metric,
    Optional<Mask> wired)
    implements Method {
  /** Just above nothing, then half decades. */
  public static final List<Double> THRESHOLDS =
      List.of(1e-9, 1e-5, 3e-5, 1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 0.1, 0.3, 1.0, 3.0, 10.0);

  /** The usual thresholds and order, a circuit each. */
  public static final Acdc DEFAULT = new Acdc(THRESHOLDS, EdgeOrder.REVERSE, Answer.CIRCUITS);

  public Acdc {
    thresholds = Grids.ascending("thresholds", thresholds);
  }

  /** A search by the task's metric that knows nothing of the wiring. */
  public Acdc(List<Double> thresholds, EdgeOrder order, Answer answer) {
    this(thresholds, order, answer, Optional.empty(), Optional.empty());
  }

  /** The same search with a metric of its own. */
  public Acdc measuring(Metric other) {
    return new Acdc(thresholds, order, answer, Optional.of(other), wired);
  }

  /** The same search, told which edges can carry anything. */
  public Acdc knowing(Mask edgesWired) {
    return new Acdc(thresholds, order, answer, metric, Optional.of(edgesWired));
  }

  @Override
  public String name() {
    return "acdc";
  }

  @Override
  public String citation() {
    return "Conmy et al. 2023";
  }

  @Override
  public Map<String, String> settings() {
    Map<String, String> told =
        new LinkedHashMap<>(
            Settings.told(
                "thresholds", Grids.text(thresholds),
                "order", order.kind(),
                "seed", order.seed(),
                "answer", answer));
    metric.ifPresent(m -> told.put("metric", m.name()));
    wired.ifPresent(w -> told.put("wired", w.toString()));
    return Collections.unmodifiableMap(told);
  }

  @Override
  public Scores score(Experiment experiment) {
    ResidualGraph graph = experiment.graph();
    EdgeRemoval removal =
        new EdgeRemoval(
            graph,
            order.edges(graph),
            dead(experiment),
            masks -> Means.of(experiment.run(masks, metric.orElse(experiment.task().metric()))));
    SortedMap<Double, BitSet> kept = removal.run(thresholds);
    if (answer == Answer.SCORES) return scores(graph, kept);
    List<Scores.Found> found = new ArrayList<>();
    kept.forEach((t, edges) -> found.add(new Scores.Found(t, Mask.of(graph, edges))));
    return new Scores.Circuits(graph, found);
  }

  private Scores.OfEdges scores(ResidualGraph graph, SortedMap<Double, BitSet> kept) {
    double last = kept.lastKey();
    double[][] values = new double[graph.edgeCount()][1];
    for (int e = 0; e < values.length; e++) {
      int edge = e;
      values[e][0] =
          kept.entrySet().stream()
              .filter(at -> !at.getValue().get(edge))
              .mapToDouble(Map.Entry::getKey)
              .findFirst()
              .orElse(last > 0 ? 2 * last : 1);
    }
    return new Scores.OfEdges(graph, values);
  }

  /** The edges that change nothing in any circuit: unwired, or what replaces is what is there. */
  private BitSet dead(Experiment experiment) {
    ResidualGraph graph = experiment.graph();
    BitSet dead = new BitSet();
    wired.ifPresent(
        known -> IntStream.range(0, known.edges()).forEach(e -> dead.set(e, !known.keeps(e))));
    List<BitSet> outgoing = Nodes.outgoing(graph);
    for (int u = 0; u < outgoing.size(); u++) {
      if (Nodes.isEmbedding(graph.writer(u)) && isUnchanged(experiment, u)) {
        dead.or(outgoing.get(u));
      }
    }
    return dead;
  }

  private static boolean isUnchanged(Experiment experiment, int writer) {
    for (int i = 0; i < experiment.examples(); i++) {
      double[][] output = experiment.output(writer, i);
      if (!java.util.Arrays.deepEquals(output, experiment.reference(writer, i))) return false;
    }
    return true;
  }
}

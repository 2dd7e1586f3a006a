package orrery.report;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import orrery.circuit.Edge;
import orrery.metrics.DeLong;
import orrery.metrics.Floor;
import orrery.metrics.RankScore;
import orrery.metrics.Ranking;
import orrery.report.Scorecard.Figure;
import orrery.report.Scorecard.Measure;
import orrery.truth.Credit;
import orrery.truth.MinimalCircuits;

/**
 * Scores against the set-valued truth: the family of all minimal sufficient circuits, where the
 * model is small enough to know all of them.
 */
final class MinimalFigures {
  private final Ground ground;

  MinimalFigures(Ground ground) {
    this.ground = ground;
  }

  /** The figures of scores of edges, {@code [edge]}. */
  List<Figure> of(double[] scores) {
    Optional<MinimalCircuits> known = known();
    if (known.isEmpty()) return List.of();
    MinimalCircuits minimal = known.get();
    double[] sizes = Floor.magnitudes(scores);
    List<Figure> figures = new ArrayList<>();
    BitSet all = ground.all();
    figures.addAll(auroc(Measures.CORE, sizes, numbers(minimal.core()), all));
    figures.addAll(auroc(Measures.UNION, sizes, numbers(minimal.union()), all));
    Credit.Match best = Credit.match(minimal, ground.graph(), sizes, all);
    BitSet among = (BitSet) best.negatives().clone();
    among.or(best.positives());
    figures.addAll(auroc(Measures.MEMBER, sizes, best.positives(), among));
    return figures;
  }

  /** The credit of the best of some circuits. */
  List<Figure> ofCircuits(List<BitSet> circuits) {
    Optional<MinimalCircuits> known = known();
    if (known.isEmpty() || circuits.isEmpty()) return List.of();
    double best =
        circuits.stream()
            .mapToDouble(c -> Credit.of(known.get(), edges(c)).value())
            .max()
            .orElseThrow();
    return List.of(RankFigures.figure(Measures.CREDIT, best));
  }

  private Optional<MinimalCircuits> known() {
    return ground.minimal().filter(m -> !m.family().isEmpty());
  }

  private Set<Edge> edges(BitSet circuit) {
    Set<Edge> edges = new HashSet<>();
    circuit.stream().forEach(e -> edges.add(ground.graph().edge(e)));
    return edges;
  }

  private BitSet numbers(SortedSet<Edge> edges) {
    BitSet numbers = new BitSet();
    for (Edge e : edges) numbers.set(ground.graph().edgeId(e).orElseThrow());
    return numbers;
  }

  private static List<Figure> auroc(Measure measure, double[] sizes, BitSet truth, BitSet among) {
    if (!Ranking.isPossible(truth, among)) return List.of();
    Ranking ranking = Ranking.of(sizes, truth, among);
    return List.of(
        RankFigures.figure(
            measure, RankScore.AUROC.of(ranking), DeLong.interval(ranking, RankFigures.LEVEL)));
  }
}

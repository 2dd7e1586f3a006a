package orrery.report;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import orrery.metrics.CircuitRoc;
import orrery.metrics.Confusion;
import orrery.metrics.PessimisticAuc;
import orrery.metrics.Ranking;
import orrery.report.Scorecard.Figure;

/** How well circuits that a threshold method found cover the truth. */
final class CircuitFigures {
  private static final int DRAWS = 1000;

  private final BitSet truth;
  private final BitSet judged;
  private final long seed;

  CircuitFigures(Ground ground, long seed) {
    this.truth = ground.truth();
    this.judged = ground.judged();
    this.seed = seed;
  }

  /** The circuit nearest in size to the truth; of two as near, the first. */
  BitSet choice(List<BitSet> circuits) {
    return circuits.stream().min(Comparator.comparingInt(this::distance)).orElse(new BitSet());
  }

  private int distance(BitSet circuit) {
    BitSet counted = (BitSet) circuit.clone();
    counted.and(judged);
    return Math.abs(counted.cardinality() - truth.cardinality());
  }

  /** Area under the front of all circuits, precision of the chosen one, best F1. */
  List<Figure> of(List<BitSet> circuits) {
    if (!isPossible(circuits)) return List.of();
    CircuitRoc roc = new CircuitRoc(circuits, truth, judged);
    double f1 = circuits.stream().mapToDouble(c -> confusion(c).f1()).max().orElse(0);
    List<Figure> figures = new ArrayList<>();
    figures.add(
        RankFigures.figure(
            Measures.AUROC, roc.area(), roc.interval(RankFigures.LEVEL, DRAWS, seed)));
    figures.add(RankFigures.figure(Measures.PRECISION, confusion(choice(circuits)).precision()));
    figures.add(RankFigures.figure(Measures.F1, f1));
    figures.add(RankFigures.figure(Measures.PESSIMISTIC, PessimisticAuc.of(roc.points())));
    double p = roc.permuted(CircuitRoc::area, DRAWS, seed).pValue(roc.area());
    figures.add(RankFigures.figure(Measures.P_VALUE, p));
    return figures;
  }

  /** The points of the front, for the plot. */
  List<Scorecard.Point> roc(List<BitSet> circuits) {
    if (!isPossible(circuits)) return List.of();
    return CircuitRoc.front(new CircuitRoc(circuits, truth, judged).points()).stream()
        .map(p -> new Scorecard.Point(p.fpr(), p.tpr(), List.of()))
        .toList();
  }

  private boolean isPossible(List<BitSet> circuits) {
    return !circuits.isEmpty() && Ranking.isPossible(truth, judged);
  }

  private Confusion confusion(BitSet circuit) {
    return Confusion.of(circuit, truth, judged);
  }
}

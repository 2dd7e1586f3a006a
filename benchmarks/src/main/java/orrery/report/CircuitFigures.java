package orrery.report;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import orrery.metrics.Confusion;
import orrery.metrics.Roc;
import orrery.report.Scorecard.Figure;

/** How well circuits that a threshold method found cover the truth. */
final class CircuitFigures {
  private final BitSet truth;
  private final BitSet judged;

  CircuitFigures(Ground ground) {
    this.truth = ground.truth();
    this.judged = ground.judged();
  }

  /** The circuit nearest in size to the truth; of two as near, the first. */
  BitSet choice(List<BitSet> circuits) {
    return circuits.stream()
        .min(
            Comparator.comparingInt(
                c -> Math.abs(confusion(c).truePositives() + confusion(c).falsePositives()
                    - truth.cardinality())))
        .orElse(new BitSet());
  }

  /** Area under the hull of all circuits, precision of the chosen one, best F1. */
  List<Figure> of(List<BitSet> circuits) {
    if (truth.isEmpty() || truth.cardinality() == judged.cardinality() || circuits.isEmpty()) {
      return List.of();
    }
    double f1 = circuits.stream().mapToDouble(c -> confusion(c).f1()).max().orElse(0);
    return List.of(
        RankFigures.figure(Measures.AUROC, Roc.area(hull(circuits))),
        RankFigures.figure(Measures.PRECISION, confusion(choice(circuits)).precision()),
        RankFigures.figure(Measures.F1, f1));
  }

  /** The points of the hull, for the plot. */
  List<Scorecard.Point> roc(List<BitSet> circuits) {
    return hull(circuits).stream()
        .map(p -> new Scorecard.Point(p.fpr(), p.tpr(), List.of()))
        .toList();
  }

  private Confusion confusion(BitSet circuit) {
    return Confusion.of(circuit, truth, judged);
  }

  /**
   * The upper convex hull of the circuits' points with (0, 0) and (1, 1): what can be had by
   * choosing between circuits at random (Provost and Fawcett 2001).
   */
  private List<Roc.Point> hull(List<BitSet> circuits) {
    List<Roc.Point> points = new ArrayList<>(List.of(new Roc.Point(0, 0), new Roc.Point(1, 1)));
    circuits.forEach(c -> points.add(confusion(c).point()));
    points.sort(Comparator.comparingDouble(Roc.Point::fpr).thenComparingDouble(Roc.Point::tpr));
    List<Roc.Point> hull = new ArrayList<>();
    for (Roc.Point p : points) {
      while (hull.size() > 1 && !turnsRight(hull.get(hull.size() - 2), hull.get(hull.size() - 1), p)) {
        hull.remove(hull.size() - 1);
      }
      hull.add(p);
    }
    return hull;
  }

  private static boolean turnsRight(Roc.Point a, Roc.Point b, Roc.Point c) {
    double area =
        (b.fpr() - a.fpr()) * (c.tpr() - a.tpr()) - (b.tpr() - a.tpr()) * (c.fpr() - a.fpr());
    return area < 0;
  }
}

package orrery.metrics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Compatibility: the area under the <em>pessimistic staircase</em> of ACDC (Conmy et al. 2023,
 * {@code acdc/graphics.py}) and InterpBench (Gupta et al. 2024, {@code pessimistic_roc.py}).
 *
 * <p>Points below one further left are dropped, (0, 0) and (1, 1) added, and the area is {@code Σ
 * (1 − x_{i+1})(y_{i+1} − y_i)}: a step counts from its right end on. Chance is not ½: the diagonal
 * through (½, ½) has ¼, and the two corners alone have 0. InterpBench takes it on the head-level
 * view, embeddings merged, and reports the median over cases, which the caller does.
 */
public final class PessimisticAuc {
  private PessimisticAuc() {}

  /** The area of some points, in any order. */
  public static double of(List<Roc.Point> points) {
    List<Roc.Point> sorted = new ArrayList<>(points);
    sorted.add(new Roc.Point(0, 0));
    sorted.add(new Roc.Point(1, 1));
    sorted.sort(
        Comparator.comparingDouble(Roc.Point::fpr)
            .thenComparing(Comparator.comparingDouble(Roc.Point::tpr)));
    double area = 0;
    double height = 0;
    for (Roc.Point p : sorted) {
      if (p.tpr() <= height) continue;
      area += (1 - p.fpr()) * (p.tpr() - height);
      height = p.tpr();
    }
    return area;
  }
}

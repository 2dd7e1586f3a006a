package orrery.metrics;

import java.util.ArrayList;
import java.util.List;

/**
 * The receiver operating characteristic of a ranking: one point a tie group, from (0, 0) to (1, 1).
 *
 * <p>Its area by trapezoids is the Mann–Whitney AUROC, because a straight line through a tie group
 * is the mean over its orders (Fawcett 2006, section 6).
 */
public final class Roc {
  private Roc() {}

  /**
   * A point of a curve.
   *
   * @param fpr the share of false items that are found
   * @param tpr the share of true items that are found
   */
  public record Point(double fpr, double tpr) {}

  /** The points of a ranking, best threshold first. */
  public static List<Point> points(Ranking ranking) {
    List<Point> points = new ArrayList<>();
    points.add(new Point(0, 0));
    int found = 0;
    int misses = 0;
    for (int g = 0; g < ranking.groups(); g++) {
      found += ranking.hits(g);
      misses += ranking.size(g) - ranking.hits(g);
      points.add(
          new Point((double) misses / ranking.negatives(), (double) found / ranking.positives()));
    }
    return points;
  }

  /** The area under points in the order of their abscissae, by trapezoids. */
  public static double area(List<Point> points) {
    double area = 0;
    for (int i = 1; i < points.size(); i++) {
      Point a = points.get(i - 1);
      Point b = points.get(i);
      area += (b.fpr() - a.fpr()) * (a.tpr() + b.tpr()) / 2;
    }
    return area;
  }
}

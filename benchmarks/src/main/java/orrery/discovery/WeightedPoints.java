package orrery.discovery;

import java.util.List;
import orrery.discovery.Riemann.Sample;
import orrery.intervention.Point;

/**
 * Points at which gradients are taken, and what each counts in their mean.
 *
 * @param weights one for each point; their sum is 1
 */
record WeightedPoints(List<Point> points, List<Double> weights) {
  WeightedPoints {
    points = List.copyOf(points);
    weights = List.copyOf(weights);
  }

  /** The clean run alone. */
  static WeightedPoints clean() {
    return new WeightedPoints(List.of(Point.clean()), List.of(1.0));
  }

  /** The clean run and the run on the reference's embeddings, alike. */
  static WeightedPoints ends() {
    return new WeightedPoints(List.of(new Point.Inputs(0), Point.clean()), List.of(0.5, 0.5));
  }

  /** A straight line of the embeddings, from the reference to the clean run. */
  static WeightedPoints inputs(Riemann rule, int steps) {
    List<Sample> samples = rule.samples(steps);
    return new WeightedPoints(
        samples.stream().<Point>map(s -> new Point.Inputs(s.share())).toList(),
        samples.stream().map(Sample::weight).toList());
  }

  double weight(int point) {
    return weights.get(point);
  }
}

package orrery.report;

import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import orrery.metrics.Floor;

/** Edges in the order of their scores; ties stand in the order of their numbers. */
final class Order {
  private Order() {}

  /** The largest signed score first. */
  static List<Integer> signed(double[] scores) {
    return by(Floor.apply(scores));
  }

  /** The largest magnitude first. */
  static List<Integer> magnitude(double[] scores) {
    return by(Floor.magnitudes(Floor.apply(scores)));
  }

  private static List<Integer> by(double[] keys) {
    return IntStream.range(0, keys.length)
        .boxed()
        .sorted(Comparator.comparingDouble(e -> -keys[e]))
        .toList();
  }

  /** The first edges in the order of magnitude among some, as far as they do not score 0. */
  static BitSet first(double[] scores, int count, BitSet among) {
    double[] floored = Floor.apply(scores);
    BitSet first = new BitSet();
    magnitude(scores).stream()
        .filter(among::get)
        .limit(count)
        .filter(e -> floored[e] != 0)
        .forEach(first::set);
    return first;
  }
}

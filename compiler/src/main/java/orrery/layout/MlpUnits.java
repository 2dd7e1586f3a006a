package orrery.layout;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The units that compute a lookup: boxes for its categorical part, steps along its statistic.
 *
 * @param baseline what every position gets
 * @param boxes one unit each
 * @param steps two units each
 */
record MlpUnits(List<MlpPlan.Write> baseline, List<MlpPlan.Box> boxes, List<MlpPlan.Step> steps) {
  static MlpUnits of(Lookup lookup, Encoding encoding) {
    return lookup.statistic().isPresent()
        ? withStatistic(lookup, lookup.statistic().get(), encoding)
        : boxesOnly(lookup, encoding);
  }

  /** The last half-layer that writes what the units read. */
  int ready() {
    int ready = Schedule.EMBEDDING;
    for (MlpPlan.Box b : boxes) ready = Math.max(ready, b.conditions().time());
    for (MlpPlan.Step s : steps) {
      ready = Math.max(ready, Math.max(s.statistic().time(), s.gate().time()));
    }
    return ready;
  }

  private static MlpUnits boxesOnly(Lookup lookup, Encoding encoding) {
    int base = Boxes.mostFrequent(lookup.results());
    List<MlpPlan.Box> boxes = new ArrayList<>();
    for (Boxes.Box box : Boxes.cover(lookup.sizes(), lookup.results(), base)) {
      Condition c = Condition.of(lookup, box.sides());
      boxes.add(new MlpPlan.Box(c.reading(), c.count(), change(encoding, base, box.result())));
    }
    return new MlpUnits(change(encoding, -1, base), boxes, List.of());
  }

  /** The conditions of a box: the sum of the indicators of the sides that it restricts. */
  private record Condition(Reading reading, int count) {
    static Condition of(Lookup lookup, List<BitSet> sides) {
      Reading sum = Reading.constant(0);
      int count = 0;
      for (int s = 0; s < sides.size(); s++) {
        Lookup.Reader side = lookup.sides().get(s);
        if (sides.get(s).cardinality() == side.classes().count()) continue;
        sum = sum.plus(side.read(sides.get(s)));
        count++;
      }
      return new Condition(sum, count);
    }
  }

  private static MlpUnits withStatistic(Lookup lookup, Statistic statistic, Encoding encoding) {
    Gates gates = Gates.of(lookup, statistic.groups().size());
    double[] codes =
        statistic.groups().stream().mapToDouble(g -> statistic.codes()[g[0]]).toArray();
    List<MlpPlan.Box> boxes = new ArrayList<>();
    List<MlpPlan.Step> steps = new ArrayList<>();
    for (Gates.Gate g : gates.gates()) {
      Condition condition = Condition.of(lookup, g.sides());
      if (g.first() >= 0 && g.first() != gates.baseline()) {
        boxes.add(
            new MlpPlan.Box(
                condition.reading(),
                condition.count(),
                change(encoding, gates.baseline(), g.first())));
      }
      addSteps(steps, g.function(), codes, statistic.reading(), condition, encoding);
    }
    return new MlpUnits(change(encoding, -1, gates.baseline()), boxes, steps);
  }

  private static void addSteps(
      List<MlpPlan.Step> steps,
      List<Integer> function,
      double[] codes,
      Reading reading,
      Condition gate,
      Encoding encoding) {
    int last = -1;
    for (int g = 0; g < codes.length; g++) {
      int result = function.get(g);
      if (result < 0) continue;
      if (last >= 0 && function.get(last) != result) {
        double threshold = (codes[last] + codes[g]) / 2;
        double reach =
            Math.max(Math.abs(codes[0] - threshold), Math.abs(codes[codes.length - 1] - threshold));
        steps.add(
            new MlpPlan.Step(
                reading,
                threshold,
                codes[g] - codes[last],
                reach,
                gate.reading(),
                gate.count(),
                change(encoding, function.get(last), result)));
      }
      last = g;
    }
  }

  /** What turns the coordinates of one result into those of another; from nothing for -1. */
  private static List<MlpPlan.Write> change(Encoding encoding, int from, int to) {
    if (from == to) return List.of();
    List<MlpPlan.Write> writes = new ArrayList<>();
    if (encoding instanceof Encoding.OneHot) {
      if (from >= 0 && from < encoding.size()) writes.add(new MlpPlan.Write(from, -1));
      if (to >= 0 && to < encoding.size()) writes.add(new MlpPlan.Write(to, 1));
      return writes;
    }
    double[] h = HeadPlanner.coordinate(encoding, 0);
    double weight = (to < 0 ? 0 : h[to]) - (from < 0 ? 0 : h[from]);
    if (weight != 0) writes.add(new MlpPlan.Write(0, weight));
    return writes;
  }
}

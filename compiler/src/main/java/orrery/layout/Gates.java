package orrery.layout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A lookup with a statistic, as boxes of the categorical parents' classes with one function of the
 * statistic each.
 *
 * @param baseline the most frequent result at the low end of the statistic
 */
record Gates(int baseline, List<Gate> gates) {
  /** A box, and the results along the statistic in it; negative where it does not matter. */
  record Gate(List<BitSet> sides, List<Integer> function) {
    /** The first result that matters; -1 where none does. */
    int first() {
      return function.stream().filter(r -> r >= 0).findFirst().orElse(-1);
    }

    int changes() {
      int changes = 0;
      int last = -1;
      for (int r : function) {
        if (r < 0) continue;
        if (last >= 0 && r != last) changes++;
        last = r;
      }
      return changes;
    }
  }

  static Gates of(Lookup lookup, int groups) {
    int combinations = lookup.results().length / groups;
    Map<List<Integer>, Integer> ids = new HashMap<>();
    List<List<Integer>> functions = new ArrayList<>();
    int[] functionOf = new int[combinations];
    for (int c = 0; c < combinations; c++) {
      List<Integer> along = lookup.along(c, groups);
      Integer known = ids.putIfAbsent(along, functions.size());
      if (known == null) functions.add(along);
      functionOf[c] = known == null ? functions.size() - 1 : known;
    }
    List<Gate> gates = new ArrayList<>();
    for (Boxes.Box box : Boxes.cover(lookup.sizes(), functionOf, -1)) {
      gates.add(new Gate(box.sides(), functions.get(box.result())));
    }
    int[] firsts =
        Arrays.stream(functionOf).map(f -> new Gate(List.of(), functions.get(f)).first()).toArray();
    return new Gates(Boxes.mostFrequent(firsts), gates);
  }

  /** The number of MLP units. */
  int units() {
    int units = 0;
    for (Gate g : gates) {
      units += 2 * g.changes() + (g.first() >= 0 && g.first() != baseline ? 1 : 0);
    }
    return units;
  }
}

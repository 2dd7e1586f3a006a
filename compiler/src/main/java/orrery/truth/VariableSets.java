package orrery.truth;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import orrery.causal.Variable;

/** Sets of variables: all small ones while they are few, then some larger ones by lot. */
final class VariableSets {
  private VariableSets() {}

  /**
   * Single variables first, then sets of two, and so on up to {@code small}; of a size that has
   * more than {@code most}, so many are drawn. Then {@code most} larger ones, the whole among them.
   */
  static List<List<Variable>> of(List<Variable> variables, int small, int most, long seed) {
    Set<Set<Integer>> chosen = new LinkedHashSet<>();
    int n = variables.size();
    Random random = new Random(seed);
    for (int i = 0; i < n; i++) chosen.add(new TreeSet<>(Set.of(i)));
    for (int size = 2; size <= Math.min(small, n); size++) {
      if (choose(n, size) <= most) {
        combinations(n, size, 0, new ArrayList<>(), chosen);
      } else {
        int before = chosen.size();
        while (chosen.size() < before + most) chosen.add(drawn(n, size, random));
      }
    }
    if (n > small) {
      Set<Integer> whole = new TreeSet<>();
      for (int i = 0; i < n; i++) whole.add(i);
      chosen.add(whole);
      for (int i = 1; i < most && n > small + 1; i++) {
        chosen.add(drawn(n, small + 1 + random.nextInt(n - small - 1), random));
      }
    }
    return chosen.stream().map(s -> s.stream().map(variables::get).toList()).toList();
  }

  private static double choose(int n, int k) {
    double ways = 1;
    for (int i = 0; i < k; i++) ways = ways * (n - i) / (i + 1);
    return ways;
  }

  private static void combinations(
      int n, int size, int from, List<Integer> begun, Set<Set<Integer>> all) {
    if (begun.size() == size) {
      all.add(new TreeSet<>(begun));
      return;
    }
    for (int i = from; i < n; i++) {
      begun.add(i);
      combinations(n, size, i + 1, begun, all);
      begun.remove(begun.size() - 1);
    }
  }

  private static Set<Integer> drawn(int n, int size, Random random) {
    Set<Integer> set = new TreeSet<>();
    while (set.size() < size) set.add(random.nextInt(n));
    return set;
  }
}

package orrery.layout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The classes of a variable's values that a function does not tell apart. */
final class Classes {
  private final int[] of;
  private final int[] representatives;

  /**
   * Classes by number.
   *
   * @param of {@code [domain size]} the class of each value
   * @param count the number of classes
   */
  Classes(int[] of, int count) {
    this.of = of;
    this.representatives = new int[count];
    for (int v = of.length - 1; v >= 0; v--) representatives[of[v]] = v;
  }

  /** {@code [domain size]} the class of each value. */
  int[] of() {
    return of;
  }

  /** The number of classes. */
  int count() {
    return representatives.length;
  }

  /** Groups values by equal slices of results. */
  static <T> Classes byEquality(List<T> slices) {
    Map<T, Integer> ids = new HashMap<>();
    int[] of = new int[slices.size()];
    for (int i = 0; i < of.length; i++) {
      Integer known = ids.putIfAbsent(slices.get(i), ids.size());
      of[i] = known == null ? ids.size() - 1 : known;
    }
    return new Classes(of, ids.size());
  }

  /** For each parent of a table, the classes of its values with equal results. */
  static List<Classes> ofParents(int[] sizes, int[] results) {
    List<Classes> all = new ArrayList<>();
    int inner = 1;
    for (int p = sizes.length - 1; p >= 0; p--) {
      List<List<Integer>> slices = new ArrayList<>();
      for (int v = 0; v < sizes[p]; v++) slices.add(new ArrayList<>());
      for (int row = 0; row < results.length; row++) {
        slices.get(row / inner % sizes[p]).add(results[row]);
      }
      all.add(0, byEquality(slices));
      inner *= sizes[p];
    }
    return all;
  }

  /** The first value of a class. */
  int representative(int classId) {
    return representatives[classId];
  }

  /** {@code [domain size]} 1 for the values of the classes in {@code members}, else 0. */
  double[] indicator(java.util.BitSet members) {
    double[] h = new double[of.length];
    for (int v = 0; v < h.length; v++) {
      h[v] = members.get(of[v]) ? 1 : 0;
    }
    return h;
  }
}

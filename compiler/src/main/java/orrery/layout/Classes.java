package orrery.layout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The classes of a variable's values that a function does not tell apart.
 *
 * @param of {@code [domain size]} the class of each value, numbered by first occurrence
 * @param count the number of classes
 */
record Classes(int[] of, int count) {
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
    for (int v = 0; v < of.length; v++) {
      if (of[v] == classId) return v;
    }
    throw new AssertionError("empty class " + classId);
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

package orrery.intervention;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Parts sequences into batches of one length. */
final class Batches {
  private Batches() {}

  /** The numbers of the sequences, batch by batch: lengths ascending, each batch in order. */
  static List<int[]> byLength(int[][] sequences, int most) {
    SortedMap<Integer, List<Integer>> byLength = new TreeMap<>();
    for (int i = 0; i < sequences.length; i++) {
      byLength.computeIfAbsent(sequences[i].length, n -> new ArrayList<>()).add(i);
    }
    List<int[]> batches = new ArrayList<>();
    for (List<Integer> group : byLength.values()) {
      int[] all = group.stream().mapToInt(i -> i).toArray();
      for (int from = 0; from < all.length; from += most) {
        batches.add(Arrays.copyOfRange(all, from, Math.min(all.length, from + most)));
      }
    }
    return batches;
  }
}

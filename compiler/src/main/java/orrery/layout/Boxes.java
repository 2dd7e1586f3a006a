package orrery.layout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A partition of a table's rows into boxes of equal result.
 *
 * <p>A box is a set of values for each parent. Single rows are merged along one parent at a time,
 * parents in every rotation; the smallest partition found is kept. A box per row is the upper
 * bound.
 */
final class Boxes {
  /** A set of classes for each parent, and the common result. */
  record Box(List<BitSet> sides, int result) {}

  private Boxes() {}

  /**
   * Covers all rows but those of {@code baseline}.
   *
   * @param sizes the number of classes of each parent
   * @param results {@code [rows]} row-major, last parent fastest; negative where it does not matter
   */
  static List<Box> cover(int[] sizes, int[] results, int baseline) {
    List<Box> best = rows(sizes, results, baseline);
    for (int rotation = 0; rotation < sizes.length; rotation++) {
      List<Box> boxes = rows(sizes, results, baseline);
      boolean shrinking = true;
      while (shrinking) {
        int before = boxes.size();
        for (int i = 0; i < sizes.length; i++) {
          boxes = merged(boxes, (rotation + i) % sizes.length);
        }
        shrinking = boxes.size() < before;
      }
      if (boxes.size() < best.size()) best = boxes;
    }
    return best;
  }

  private static List<Box> rows(int[] sizes, int[] results, int baseline) {
    List<Box> boxes = new ArrayList<>();
    int[] at = new int[sizes.length];
    for (int result : results) {
      if (result >= 0 && result != baseline) boxes.add(new Box(point(at, sizes), result));
      for (int i = at.length - 1; i >= 0 && ++at[i] == sizes[i]; i--) at[i] = 0;
    }
    return boxes;
  }

  private static List<BitSet> point(int[] at, int[] sizes) {
    List<BitSet> sides = new ArrayList<>();
    for (int i = 0; i < at.length; i++) {
      BitSet side = new BitSet(sizes[i]);
      side.set(at[i]);
      sides.add(side);
    }
    return sides;
  }

  private record Rest(List<BitSet> others, int result) {}

  private static List<Box> merged(List<Box> boxes, int axis) {
    Map<Rest, BitSet> sides = new LinkedHashMap<>();
    for (Box box : boxes) {
      List<BitSet> others = new ArrayList<>(box.sides());
      others.remove(axis);
      sides
          .computeIfAbsent(new Rest(others, box.result()), r -> new BitSet())
          .or(box.sides().get(axis));
    }
    List<Box> merged = new ArrayList<>();
    sides.forEach(
        (rest, side) -> {
          List<BitSet> all = new ArrayList<>(rest.others());
          all.add(axis, side);
          merged.add(new Box(all, rest.result()));
        });
    return merged;
  }

  /** The result of most rows; -1 when there is none. */
  static int mostFrequent(int[] results) {
    int[] counts = new int[Arrays.stream(results).max().orElse(-1) + 1];
    int best = -1;
    for (int r : results) {
      if (r >= 0) counts[r]++;
    }
    for (int r = 0; r < counts.length; r++) {
      if (counts[r] > 0 && (best < 0 || counts[r] > counts[best])) best = r;
    }
    return best;
  }
}

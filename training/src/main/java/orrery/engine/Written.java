package orrery.engine;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;

/** What has been written to the stream so far in one pass. */
final class Written {
  private final List<NDArray> stacks = new ArrayList<>(); // [writer of a moment, row, position, D]
  private final List<NDArray> sums = new ArrayList<>(); // [row, position, D] after each moment

  void add(NDArray stack) {
    stacks.add(stack);
    NDArray more = stack.sum(new int[] {0});
    sums.add(sums.isEmpty() ? more : sums.get(sums.size() - 1).add(more));
  }

  /** Moment by moment, {@code [writer, row, position, dModel]}. */
  List<NDArray> stacks() {
    return stacks;
  }

  /** The sum after each moment, {@code [row, position, dModel]}. */
  List<NDArray> sums() {
    return sums;
  }

  /** The sum of everything, {@code [row, position, dModel]}. */
  NDArray sum() {
    return sums.get(sums.size() - 1);
  }
}

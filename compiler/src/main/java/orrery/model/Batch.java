package orrery.model;

import java.util.ArrayList;
import java.util.List;

/** Sequences of one length that run together, each with its number. */
final class Batch {
  private final List<int[]> tokens = new ArrayList<>();
  private final List<Long> numbers = new ArrayList<>();

  void add(long number, int[] sequence) {
    numbers.add(number);
    tokens.add(sequence);
  }

  int size() {
    return tokens.size();
  }

  int positions() {
    return tokens.get(0).length;
  }

  /**
   * How many values an index has: lane {@code position · size + row} is a sequence's at a position.
   */
  int lanes() {
    return positions() * size();
  }

  int[] tokens(int row) {
    return tokens.get(row);
  }

  long sequence(int row) {
    return numbers.get(row);
  }
}

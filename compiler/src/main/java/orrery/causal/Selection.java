package orrery.causal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Evaluates a selector on one input at a time, as a bit matrix.
 *
 * <p>Row q of the result is {@code words(length)} longs from {@code q * words}; bit k says that
 * query q looks at key k. Every finished selector, and the inside of every narrowing, is masked.
 */
public final class Selection {
  private final InputBatch batch;
  private final boolean causal;
  private final Node root;

  Selection(Evaluation evaluation, Selector selector, boolean causal) {
    this.batch = evaluation.batch();
    this.causal = causal;
    this.root = node(evaluation, selector);
  }

  /** The longs that a row of the result takes. */
  public static int words(int length) {
    return (length + 63) / 64;
  }

  /** The selected keys of every query of input {@code row}. */
  public long[] of(int row) {
    int length = batch.rows()[row].length;
    return mask(root.select(row, length), length);
  }

  private long[] mask(long[] bits, int length) {
    int words = words(length);
    for (int q = 0; q < length; q++) {
      int last = causal ? q + 1 : length;
      for (int w = 0; w < words; w++) {
        int left = last - 64 * w;
        long keep = left >= 64 ? -1L : left <= 0 ? 0 : (1L << left) - 1;
        bits[q * words + w] &= keep;
      }
    }
    return bits;
  }

  private interface Node {
    long[] select(int row, int length);
  }

  private Node node(Evaluation evaluation, Selector selector) {
    if (selector instanceof Selector.Full) return (row, length) -> full(length);
    if (selector instanceof Selector.Predicate p) return predicate(evaluation, p);
    if (selector instanceof Selector.And a) {
      Node left = node(evaluation, a.left());
      Node right = node(evaluation, a.right());
      return (row, length) -> and(left.select(row, length), right.select(row, length));
    }
    if (selector instanceof Selector.Or o) {
      Node left = node(evaluation, o.left());
      Node right = node(evaluation, o.right());
      return (row, length) -> or(left.select(row, length), right.select(row, length));
    }
    if (selector instanceof Selector.Not n) {
      Node inner = node(evaluation, n.inner());
      return (row, length) -> not(inner.select(row, length));
    }
    if (selector instanceof Selector.Narrow n) return narrow(evaluation, n);
    throw new AssertionError(selector);
  }

  private static long[] full(int length) {
    long[] bits = new long[length * words(length)];
    java.util.Arrays.fill(bits, -1L);
    return bits;
  }

  private static long[] and(long[] left, long[] right) {
    for (int i = 0; i < left.length; i++) {
      left[i] &= right[i];
    }
    return left;
  }

  private static long[] or(long[] left, long[] right) {
    for (int i = 0; i < left.length; i++) {
      left[i] |= right[i];
    }
    return left;
  }

  private static long[] not(long[] bits) {
    for (int i = 0; i < bits.length; i++) {
      bits[i] = ~bits[i];
    }
    return bits;
  }

  private Node predicate(Evaluation evaluation, Selector.Predicate p) {
    int[] keys = evaluation.jointCodes(p.keys());
    int[] queries = evaluation.jointCodes(p.queries());
    int queryRows = p.queryRows();
    return (row, length) -> {
      int words = words(length);
      long[] bits = new long[length * words];
      int base = batch.at(row, 0);
      for (int k = 0; k < length; k++) {
        if (keys[base + k] < 0) continue;
        int from = keys[base + k] * queryRows;
        long bit = 1L << (k & 63);
        for (int q = 0; q < length; q++) {
          if (queries[base + q] >= 0 && p.holds().get(from + queries[base + q])) {
            bits[q * words + (k >> 6)] |= bit;
          }
        }
      }
      return bits;
    };
  }

  private Node narrow(Evaluation evaluation, Selector.Narrow n) {
    Node inner = node(evaluation, n.inner());
    Optional<int[]> scores = n.score().map(evaluation::codes);
    return (row, length) -> {
      long[] bits = mask(inner.select(row, length), length);
      int words = words(length);
      for (int q = 0; q < length; q++) {
        narrow(bits, q * words, words, n.narrowing(), scores, batch.at(row, 0));
      }
      return bits;
    };
  }

  private static void narrow(
      long[] bits,
      int from,
      int words,
      Selector.Narrowing narrowing,
      Optional<int[]> scores,
      int base) {
    List<Integer> kept = new ArrayList<>();
    int best = -1;
    for (int w = 0; w < words; w++) {
      for (long left = bits[from + w]; left != 0; left &= left - 1) {
        int k = 64 * w + Long.numberOfTrailingZeros(left);
        int score =
            switch (narrowing) {
              case FIRST -> kept.isEmpty() ? 0 : -1;
              case LAST -> k;
              case BEST -> scores.orElseThrow()[base + k];
            };
        if (score > best || (score == best && best >= 0 && narrowing == Selector.Narrowing.BEST)) {
          if (score > best) kept.clear();
          best = score;
          kept.add(k);
        }
      }
    }
    java.util.Arrays.fill(bits, from, from + words, 0);
    for (int k : kept) {
      bits[from + (k >> 6)] |= 1L << (k & 63);
    }
  }
}

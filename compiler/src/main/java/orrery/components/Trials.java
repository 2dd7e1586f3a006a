package orrery.components;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import orrery.circuit.Vocabulary;

/** Runs pairs of inputs some at a time: those of one length of base and of source together. */
final class Trials {
  /** Lanes in a run at most, so that the stream of a small model stays in a core's own cache. */
  private static final int LANES = 512;

  /**
   * Some pairs that have been run as they are.
   *
   * @param pairs their numbers, by row
   * @param base the runs of the bases
   * @param source the runs of the sources; the bases' own where there are none
   */
  record Chunk(int[] pairs, DenseRun base, DenseRun source) {
    int rows() {
      return base.rows;
    }

    /** The positions that both inputs have, BOS included. */
    int common() {
      return Math.min(base.positions, source.positions);
    }

    /** The lanes of a base. */
    int lanes() {
      return base.rows * base.positions;
    }
  }

  private final DenseWeights weights;
  private final Vocabulary vocabulary;

  Trials(DenseWeights weights, Vocabulary vocabulary) {
    this.weights = weights;
    this.vocabulary = vocabulary;
  }

  /** Visits all inputs, each once, without sources. */
  void each(List<int[]> inputs, Consumer<Chunk> visit) {
    each(inputs, List.of(), visit);
  }

  /** Visits all pairs, each once, in an order that depends on their lengths only. */
  void each(List<int[]> bases, List<int[]> sources, Consumer<Chunk> visit) {
    SortedMap<Long, List<Integer>> byLengths = new TreeMap<>();
    for (int i = 0; i < bases.size(); i++) {
      int other = sources.isEmpty() ? 0 : sources.get(i).length;
      long lengths = ((long) bases.get(i).length << 32) + other;
      byLengths.computeIfAbsent(lengths, k -> new ArrayList<>()).add(i);
    }
    for (List<Integer> alike : byLengths.values()) {
      int longest = bases.get(alike.get(0)).length + 1;
      int most = Math.max(8, LANES / longest);
      for (int from = 0; from < alike.size(); from += most) {
        int to = Math.min(alike.size(), from + most);
        int[] pairs = alike.subList(from, to).stream().mapToInt(i -> i).toArray();
        DenseRun base = run(bases, pairs);
        visit.accept(new Chunk(pairs, base, sources.isEmpty() ? base : run(sources, pairs)));
      }
    }
  }

  private DenseRun run(List<int[]> inputs, int[] numbers) {
    int[][] tokens =
        Arrays.stream(numbers)
            .mapToObj(i -> vocabulary.ids(inputs.get(i), inputs.get(i).length))
            .toArray(int[][]::new);
    DenseRun run = fresh(tokens.length, tokens[0].length);
    run.run(tokens);
    return run;
  }

  /** A run that has room for so many sequences of a length. */
  DenseRun fresh(int rows, int positions) {
    return new DenseRun(weights, rows, positions);
  }
}

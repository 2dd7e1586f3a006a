package orrery.components;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import orrery.circuit.Component;
import orrery.circuit.ResidualGraph;
import orrery.model.Matrix;

/** The changes that figures of a certificate are about. */
final class Replacing {
  private final ResidualGraph graph;
  private final ComponentModel model;
  private final Means means;

  Replacing(DenseWeights weights, ComponentModel model, Means means) {
    this.graph = weights.graph;
    this.model = model;
    this.means = means;
  }

  /**
   * Nodes have what they have on the source.
   *
   * @param drawn which nodes, and where
   * @param bos whether at BOS as well
   */
  Change interchange(Trials.Chunk chunk, PairSource.Drawn drawn, Bos bos) {
    boolean[][] where = new boolean[graph.writers().size()][0];
    for (int row = 0; row < chunk.rows(); row++) {
      ComponentModel.NodeSwap swap = drawn.swaps().get(chunk.pairs()[row]);
      BitSet nodes = swap.nodes();
      for (int n = nodes.nextSetBit(0); n >= 0; n = nodes.nextSetBit(n + 1)) {
        for (Component c : model.nodes().get(n).components()) {
          int writer = graph.writerId(c).orElseThrow();
          if (where[writer].length == 0) where[writer] = new boolean[chunk.lanes()];
          if (bos == Bos.TOO) where[writer][row] = true;
          for (int p = 0; p < chunk.common() - 1; p++) {
            if (swap.positions().get(p)) where[writer][(p + 1) * chunk.rows() + row] = true;
          }
        }
      }
    }
    return Change.ofOutputs(chunk.source().outputs(), where);
  }

  /** Whether what a node has at BOS is exchanged. */
  enum Bos {
    /** It is. */
    TOO,
    /** It stays. */
    NOT
  }

  /** Components have what they have on the source, at all common positions. */
  Change resample(Trials.Chunk chunk, List<Integer> writers) {
    return Change.ofOutputs(
        chunk.source().outputs(), everywhere(chunk, writers, chunk.common() * chunk.rows()));
  }

  /**
   * Components have what they have on the source, at all common positions, some of them only in a
   * subspace.
   *
   * @param within the directions in which, by writer; others are replaced whole
   */
  Change resample(Trials.Chunk chunk, List<Integer> writers, Map<Integer, Matrix> within) {
    double[][][] directions = new double[graph.writers().size()][0][];
    within.forEach(
        (w, rows) ->
            directions[w] =
                IntStream.range(0, rows.rows())
                    .mapToObj(rows::rowToArray)
                    .toArray(double[][]::new));
    boolean[][] where = everywhere(chunk, writers, chunk.common() * chunk.rows());
    return Change.within(chunk.source().outputs(), where, directions);
  }

  /** Components have their means. */
  Change mean(Trials.Chunk chunk, List<Integer> writers) {
    double[][][] values = new double[graph.writers().size()][0][0];
    for (int w : writers) values[w] = means.lanes(w, chunk.rows(), chunk.base().positions);
    return Change.ofOutputs(values, everywhere(chunk, writers, chunk.lanes()));
  }

  /** Components write nothing. */
  Change zero(Trials.Chunk chunk, List<Integer> writers) {
    double[][] nothing = new double[means.width()][chunk.lanes()];
    double[][][] values = new double[graph.writers().size()][0][0];
    for (int w : writers) values[w] = nothing;
    return Change.ofOutputs(values, everywhere(chunk, writers, chunk.lanes()));
  }

  /** Some readers get what writers write on the source, at all common positions. */
  Change rewire(Trials.Chunk chunk, Map<Integer, List<Integer>> cut) {
    int[][] byReader =
        IntStream.range(0, graph.readers().size())
            .mapToObj(r -> numbers(cut.getOrDefault(r, List.of())))
            .toArray(int[][]::new);
    return Change.ofInputs(chunk.source().outputs(), byReader, chunk.common() * chunk.rows());
  }

  private boolean[][] everywhere(Trials.Chunk chunk, List<Integer> writers, int lanes) {
    boolean[] there = new boolean[chunk.lanes()];
    Arrays.fill(there, 0, lanes, true);
    boolean[][] where = new boolean[graph.writers().size()][0];
    for (int w : writers) where[w] = there;
    return where;
  }

  private static int[] numbers(List<Integer> list) {
    return list.stream().mapToInt(i -> i).toArray();
  }
}

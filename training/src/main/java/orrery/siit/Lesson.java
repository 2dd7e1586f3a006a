package orrery.siit;

import java.util.BitSet;
import orrery.components.ComponentModel;

/**
 * The pairs of one model in one step, with everything that the program says of them.
 *
 * @param bases {@code [pair][position]} token codes, BOS not counted
 * @param sources the same
 * @param nodes which circuit nodes each pair exchanges
 * @param positions where it exchanges them, BOS not counted
 * @param silent {@code [pair]} components outside the circuit that the strict row overwrites, by
 *     number (see {@link Places})
 * @param zeroed {@code [pair]} whether the strict row sets them to zero
 * @param beside {@code [pair]} the nodes of whose output the strict row overwrites all that is of
 *     no variable, where variables live in subspaces
 * @param readings {@code [pair]} the readers of the circuit that the edge-strict row rewires, by
 *     number in {@link Places#readings}
 * @param ofBase the program's answers on the bases
 * @param ofSource the program's answers on the sources
 * @param exchanged the program's answers under the exchange
 */
record Lesson(
    int[][] bases,
    int[][] sources,
    BitSet[] nodes,
    BitSet[] positions,
    BitSet[] silent,
    boolean[] zeroed,
    BitSet[] beside,
    BitSet[] readings,
    ComponentModel.Answers ofBase,
    ComponentModel.Answers ofSource,
    ComponentModel.Answers exchanged) {
  int pairs() {
    return bases.length;
  }

  /** How many positions a pair has in common. */
  int common(int pair) {
    return Math.min(bases[pair].length, sources[pair].length);
  }

  /** Whether some pair is of inputs of different lengths. */
  boolean isUneven() {
    for (int i = 0; i < bases.length; i++) if (bases[i].length != sources[i].length) return true;
    return false;
  }
}

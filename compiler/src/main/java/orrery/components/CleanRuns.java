package orrery.components;

import java.util.BitSet;
import java.util.Map;
import orrery.causal.InputBatch;
import orrery.causal.Variable;

/**
 * What every component computes on some inputs, kept so that interchanges between them cost one
 * evaluation and not three.
 *
 * @param batch the inputs
 * @param exchanged what the nodes of a component model write and its heads read, codes {@code
 *     [batch * maxLength]}
 * @param answers {@code [output][batch * maxLength]}, {@link ComponentModel.Answers#NONE} where
 *     nothing is judged
 */
record CleanRuns(InputBatch batch, Map<Variable, int[]> exchanged, int[][] answers) {
  /** An interchange between two of the inputs, by number. */
  record Swap(int base, int source, BitSet nodes, BitSet positions) {}

  int[] values(Variable variable) {
    int[] values = exchanged.get(variable);
    if (values == null) throw new IllegalArgumentException("no node exchanges " + variable);
    return values;
  }

  /** How many positions two of the inputs have in common. */
  int common(int a, int b) {
    return Math.min(batch.rows()[a].length, batch.rows()[b].length);
  }
}

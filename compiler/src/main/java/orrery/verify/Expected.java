package orrery.verify;

import java.util.ArrayList;
import java.util.List;
import orrery.causal.Evaluation;
import orrery.causal.InputBatch;
import orrery.circuit.CompiledModel;

/**
 * A batch of inputs with what the interpreter says of them, as sequences for the machine.
 *
 * @param evaluation the interpreter's values
 * @param sequences token ids: every input bare, then the shorter ones padded to the longest
 * @param rows the input of each sequence
 */
record Expected(Evaluation evaluation, List<int[]> sequences, int[] rows) {
  static Expected of(CompiledModel model, InputBatch batch) {
    Evaluation evaluation = new Evaluation(batch, model.meaning().inputs().causal());
    List<int[]> sequences = new ArrayList<>();
    List<Integer> rows = new ArrayList<>();
    for (int r = 0; r < batch.size(); r++) {
      int[] input = batch.rows()[r];
      sequences.add(model.vocabulary().ids(input, input.length));
      rows.add(r);
    }
    for (int r = 0; r < batch.size(); r++) {
      int[] input = batch.rows()[r];
      if (input.length < batch.maxLength()) {
        sequences.add(model.vocabulary().ids(input, batch.maxLength()));
        rows.add(r);
      }
    }
    return new Expected(evaluation, sequences, rows.stream().mapToInt(i -> i).toArray());
  }

  int row(long sequence) {
    return rows[(int) sequence];
  }

  int[] input(long sequence) {
    return evaluation.batch().rows()[row(sequence)];
  }

  /** Where the value at {@code position} stands in the evaluation's codes. */
  int at(long sequence, int position) {
    return evaluation.batch().at(row(sequence), position);
  }
}

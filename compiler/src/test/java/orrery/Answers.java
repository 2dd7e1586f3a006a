package orrery;

import java.util.ArrayList;
import java.util.List;
import orrery.causal.CausalModel;
import orrery.causal.Evaluation;
import orrery.causal.InputBatch;
import orrery.circuit.CompiledModel;
import orrery.circuit.OutputHead;
import orrery.model.Transformer;
import orrery.types.Domain;
import orrery.types.Value;

/** What interpreter and weights answer, value by value, {@code [input][position]}. */
final class Answers {
  private Answers() {}

  /** What the interpreter says. */
  static List<List<Value>> meant(
      CausalModel meaning, CausalModel.Output output, List<int[]> inputs) {
    InputBatch batch = InputBatch.of(inputs, meaning.inputs().maxLength());
    int[] codes = new Evaluation(batch, meaning.inputs().causal()).codes(output.variable());
    List<List<Value>> values = new ArrayList<>();
    for (int row = 0; row < batch.size(); row++) {
      List<Value> own = new ArrayList<>();
      for (int p = 0; p < inputs.get(row).length; p++) {
        own.add(output.variable().domain().value(codes[batch.at(row, p)]));
      }
      values.add(own);
    }
    return values;
  }

  /**
   * What the weights say: the class with the largest logit, or the number itself.
   *
   * @param length every input is padded to so many tokens at least
   */
  static List<List<Value>> computed(
      CompiledModel model, OutputHead head, List<int[]> inputs, int length) {
    int[][] ids = inputs.stream().map(i -> model.vocabulary().ids(i, length)).toArray(int[][]::new);
    float[][][] logits = new Transformer(model.weights()).run(ids);
    List<List<Value>> values = new ArrayList<>();
    for (int row = 0; row < logits.length; row++) {
      List<Value> own = new ArrayList<>();
      for (int p = 0; p < inputs.get(row).length; p++) {
        own.add(decode(head, logits[row][p + 1]));
      }
      values.add(own);
    }
    return values;
  }

  private static Value decode(OutputHead head, float[] logits) {
    if (head.regression()) return new Value.Real(logits[head.first()]);
    Domain domain = head.output().variable().domain();
    int best = 0;
    for (int c = 1; c < head.count(); c++) {
      if (logits[head.first() + c] > logits[head.first() + best]) best = c;
    }
    return domain.value(best);
  }
}

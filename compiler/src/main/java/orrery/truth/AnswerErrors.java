package orrery.truth;

import java.util.ArrayList;
import java.util.List;
import orrery.causal.Evaluation;
import orrery.causal.InputBatch;
import orrery.circuit.CompiledModel;
import orrery.intervention.Logits;
import orrery.intervention.Metric;

/** How many judged answers of an input are not the program's. */
final class AnswerErrors implements Metric {
  private final List<Decoder> decoders;
  private final List<int[]> inputs;
  private final List<int[]> expected = new ArrayList<>(); // by output, [input * maxLength]
  private final InputBatch batch;

  /**
   * The metric of some inputs.
   *
   * @param inputs by example, token codes without BOS
   */
  AnswerErrors(CompiledModel model, List<int[]> inputs) {
    this.inputs = inputs;
    this.decoders = model.outputs().stream().map(Decoder::new).toList();
    this.batch = InputBatch.of(inputs, model.meaning().inputs().maxLength());
    Evaluation evaluation = new Evaluation(batch, model.meaning().inputs().causal());
    decoders.forEach(d -> expected.add(evaluation.codes(d.head().output().variable())));
  }

  @Override
  public String name() {
    return "answer-errors";
  }

  @Override
  public double value(int example, Logits logits) {
    int length = inputs.get(example).length;
    int wrong = 0;
    for (int d = 0; d < decoders.size(); d++) {
      Decoder decoder = decoders.get(d);
      for (int p = 0; p < length; p++) {
        if (!decoder.head().output().judgedAt(p, length)) continue;
        int position = p + 1;
        int got = decoder.code(i -> logits.get(position, i));
        if (got != expected.get(d)[batch.at(example, p)]) wrong++;
      }
    }
    return wrong;
  }

  /** Nothing: the number is constant almost everywhere. */
  @Override
  public void gradient(int example, Logits logits, Entry visit) {}

  @Override
  public boolean reads(int example, int position) {
    int length = inputs.get(example).length;
    return position > 0
        && decoders.stream().anyMatch(d -> d.head().output().judgedAt(position - 1, length));
  }
}

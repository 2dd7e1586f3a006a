package orrery.verify;

import orrery.causal.Variable;
import orrery.circuit.CompiledModel;
import orrery.circuit.OutputHead;
import orrery.model.ActivationBatch;
import orrery.model.Site;
import orrery.types.Domain;
import orrery.types.Value;

/** Compares an output's logits with the interpreter, where the output is judged. */
final class OutputCheck implements Check {
  private final OutputHead head;
  private final double scale;
  private final Tally tally;
  private final Inputs inputs;
  private final double gap;

  OutputCheck(OutputHead head, CompiledModel model) {
    this.head = head;
    this.scale = model.build().logitScale();
    this.inputs = new Inputs(model.vocabulary());
    this.tally = new Tally(head.output().name(), "logits");
    this.gap = gap(head.output().variable().domain());
  }

  private static double gap(Domain domain) {
    double[] numbers =
        domain.values().stream().filter(Value::isNumber).mapToDouble(Value::toDouble).toArray();
    double gap = 1;
    for (int i = 1; i < numbers.length; i++) gap = Math.min(gap, numbers[i] - numbers[i - 1]);
    return gap;
  }

  Tally tally() {
    return tally;
  }

  @Override
  public Site site() {
    return Site.of(Site.Kind.LOGITS);
  }

  @Override
  public void prepare(Expected expected) {
    expected.evaluation().codes(head.output().variable());
  }

  @Override
  public void at(ActivationBatch values, Expected expected) {
    int[] codes = expected.evaluation().codes(head.output().variable());
    Tally own = tally.fresh();
    for (int row = 0; row < values.rows(); row++) {
      long sequence = values.sequence(row);
      int length = expected.input(sequence).length;
      for (int p = 0; p < length; p++) {
        int code = codes[expected.at(sequence, p)];
        if (code >= 0 && head.output().judgedAt(p, length)) {
          compare(own, values, row, p, code, expected);
        }
      }
    }
    tally.add(own);
  }

  private void compare(
      Tally own, ActivationBatch values, int row, int p, int code, Expected expected) {
    Variable y = head.output().variable();
    if (head.regression()) {
      double wanted = y.domain().value(code).toDouble();
      double got = values.get(row, p + 1, head.first());
      double error = Math.abs(got - wanted) / gap;
      if (!own.compare(error < 0.5, 1 - 2 * error)) {
        report(own, expected, values.sequence(row), p, code, Double.toString(got));
      }
      return;
    }
    int best = 0;
    double second = Double.NEGATIVE_INFINITY;
    double most = values.get(row, p + 1, head.first());
    for (int i = 1; i < head.count(); i++) {
      double logit = values.get(row, p + 1, head.first() + i);
      if (logit > most) {
        second = most;
        most = logit;
        best = i;
      } else {
        second = Math.max(second, logit);
      }
    }
    double margin = head.count() == 1 ? 1 : (most - second) / scale;
    if (!own.compare(best == code, margin)) {
      report(own, expected, values.sequence(row), p, code, y.domain().value(best).toString());
    }
  }

  private void report(Tally own, Expected expected, long sequence, int p, int code, String got) {
    own.disagree(
        sequence,
        new Certificate.Disagreement(
            head.output().name(),
            tally.site(),
            inputs.show(expected.input(sequence)),
            p,
            head.output().variable().domain().value(code).toString(),
            got));
  }
}

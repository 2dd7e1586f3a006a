package orrery.truth;

import orrery.circuit.OutputHead;
import orrery.types.Domain;
import orrery.types.Value;

/** The answer that logits give. */
final class Decoder {
  /** Stands for no answer: the logits are no numbers. */
  static final int NO_ANSWER = -1;

  private Decoder() {}

  /** The code of the largest logit, or of the value nearest to the number. */
  static int code(OutputHead head, float[] logits) {
    if (head.regression()) return nearest(head.output().variable().domain(), logits[head.first()]);
    int best = 0;
    for (int i = 0; i < head.count(); i++) {
      float logit = logits[head.first() + i];
      if (Float.isNaN(logit)) return NO_ANSWER;
      if (logit > logits[head.first() + best]) best = i;
    }
    return best;
  }

  private static int nearest(Domain domain, double number) {
    int best = NO_ANSWER;
    double distance = Double.POSITIVE_INFINITY;
    for (int i = 0; i < domain.size(); i++) {
      Value v = domain.value(i);
      if (v.isNone() || v instanceof Value.Text) continue;
      double off = Math.abs(v.toDouble() - number);
      if (off < distance) {
        distance = off;
        best = i;
      }
    }
    return best;
  }

  /** The value of a code, as it is shown. */
  static String show(OutputHead head, int code) {
    return code == NO_ANSWER ? "NaN" : head.output().variable().domain().value(code).toString();
  }
}

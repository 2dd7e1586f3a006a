package orrery.bench;

import orrery.intervention.Logits;
import orrery.intervention.Metric;

/**
 * The difference of two logits at one position, as a loss.
 *
 * @param answers {@code [example]} the right one and the other
 */
record LastLogits(int position, int[][] answers) implements Metric {
  @Override
  public String name() {
    return "logit-diff";
  }

  @Override
  public double value(int example, Logits logits) {
    return logits.get(position, answers[example][1]) - logits.get(position, answers[example][0]);
  }

  @Override
  public void gradient(int example, Logits logits, Entry visit) {
    visit.add(position, answers[example][1], 1);
    visit.add(position, answers[example][0], -1);
  }

  @Override
  public boolean reads(int example, int at) {
    return at == position;
  }
}

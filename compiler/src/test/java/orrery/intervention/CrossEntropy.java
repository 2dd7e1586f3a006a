package orrery.intervention;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * −log softmax of the answers, summed over all positions: smooth and not linear.
 *
 * @param answers {@code [example][position]}
 */
record CrossEntropy(int[][] answers) implements Metric {
  /** Answers drawn at random. */
  static CrossEntropy random(Prompts prompts, int width, RandomGenerator random) {
    return new CrossEntropy(
        Arrays.stream(prompts.clean())
            .map(p -> random.ints(p.length, 0, width).toArray())
            .toArray(int[][]::new));
  }

  @Override
  public String name() {
    return "cross-entropy";
  }

  @Override
  public double value(int example, Logits logits) {
    double sum = 0;
    for (int p = 0; p < logits.positions(); p++) {
      sum -= Math.log(softmax(logits.at(p))[answers[example][p]]);
    }
    return sum;
  }

  @Override
  public void gradient(int example, Logits logits, Entry visit) {
    for (int p = 0; p < logits.positions(); p++) {
      double[] share = softmax(logits.at(p));
      for (int i = 0; i < share.length; i++) {
        visit.add(p, i, share[i] - (i == answers[example][p] ? 1 : 0));
      }
    }
  }

  @Override
  public boolean reads(int example, int position) {
    return true;
  }

  private static double[] softmax(double... logits) {
    double max = Arrays.stream(logits).max().orElseThrow();
    double[] powers = Arrays.stream(logits).map(x -> Math.exp(x - max)).toArray();
    double sum = Arrays.stream(powers).sum();
    return Arrays.stream(powers).map(x -> x / sum).toArray();
  }
}

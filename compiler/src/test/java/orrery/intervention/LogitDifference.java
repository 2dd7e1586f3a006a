package orrery.intervention;

import java.util.random.RandomGenerator;

/**
 * −(logit of the answer − logit of another) at one position of each example: linear.
 *
 * @param position {@code [example]}
 * @param answer {@code [example]}
 * @param other {@code [example]}
 */
record LogitDifference(int[] position, int[] answer, int[] other) implements Metric {
  /** Positions, answers and others drawn at random. */
  static LogitDifference random(Prompts prompts, int width, RandomGenerator random) {
    int n = prompts.size();
    LogitDifference metric = new LogitDifference(new int[n], new int[n], new int[n]);
    for (int i = 0; i < n; i++) {
      metric.position[i] = random.nextInt(prompts.clean()[i].length);
      metric.answer[i] = random.nextInt(width);
      metric.other[i] = random.nextInt(width);
    }
    return metric;
  }

  @Override
  public String name() {
    return "logit-diff";
  }

  @Override
  public double value(int example, Logits logits) {
    return logits.get(position[example], other[example])
        - logits.get(position[example], answer[example]);
  }

  @Override
  public void gradient(int example, Logits logits, Entry visit) {
    visit.add(position[example], other[example], 1);
    visit.add(position[example], answer[example], -1);
  }

  @Override
  public boolean reads(int example, int at) {
    return at == position[example];
  }
}

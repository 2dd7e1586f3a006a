package orrery.attribution;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import orrery.intervention.Point;

/**
 * The gradient along the straight line from the expected embedding to the token's, times the way
 * (Sundararajan, Taly and Yan 2017): {@code φ_t = ⟨e_t − e₀_t, Σ_k w_k ∇_t f(e₀ + s_k(e − e₀))⟩}.
 *
 * <p>Their sum approaches f(e) − f(e₀) as steps grow; how far it is away is reported. Models whose
 * attention is sharp are step functions on the way and need many steps.
 *
 * @param steps how many
 * @param rule where they are sampled
 */
public record IntegratedGradients(int steps, PathRule rule) implements TokenMethod {
  /** Checks that there is a step. */
  public IntegratedGradients {
    rule.samples(steps);
  }

  @Override
  public String name() {
    return "integrated-gradients";
  }

  @Override
  public String citation() {
    return "Sundararajan, Taly and Yan 2017";
  }

  @Override
  public Map<String, String> settings() {
    return MethodSettings.told("steps", steps, "rule", rule);
  }

  @Override
  public List<TokenScores> score(TokenTask task) {
    List<PathRule.Sample> samples = rule.samples(steps);
    List<Point> points = new ArrayList<>(List.of(new Point.Inputs(0)));
    samples.forEach(s -> points.add(new Point.Inputs(s.share())));
    double[][] scores = task.zeros();
    double[] changes = new double[scores.length];
    double[][][] ways = new double[scores.length][][]; // known from the first point on
    EmbeddingGradients.visit(
        task,
        points,
        (point, group, example, at) -> {
          int question = group.numbers().get(example);
          if (point == 0) {
            changes[question] = group.experiment().clean()[example] - at.metric();
            ways[question] = way(task, group, example);
          } else {
            add(scores[question], ways[question], at, samples.get(point - 1));
          }
        });
    List<TokenScores> all = new ArrayList<>();
    for (int q = 0; q < scores.length; q++) {
      all.add(TokenScores.dividing(changes[q], scores[q]));
    }
    return all;
  }

  /** From the reference's embeddings to the input's, {@code [position][dModel]} with BOS. */
  private static double[][] way(TokenTask task, TokenTask.Group group, int example) {
    double[][] input = group.experiment().output(task.embedding(), example);
    double[][] reference = group.experiment().reference(task.embedding(), example);
    double[][] way = new double[input.length][task.dModel()];
    for (int p = 0; p < way.length; p++) {
      for (int d = 0; d < way[p].length; d++) way[p][d] = input[p][d] - reference[p][d];
    }
    return way;
  }

  private static void add(
      double[] scores, double[][] way, EmbeddingGradients.AtPoint at, PathRule.Sample sample) {
    for (int t = 0; t < scores.length; t++) {
      double product = 0;
      for (int d = 0; d < way[t + 1].length; d++) product += way[t + 1][d] * at.slope(t, d);
      scores[t] += sample.weight() * product;
    }
  }
}

package orrery.attribution;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import orrery.intervention.Experiment;
import orrery.intervention.Point;
import orrery.intervention.Reference;
import orrery.model.Matrix;

/**
 * The mean squared gradient over noisy copies of the token embeddings, summed over dimensions
 * (SmoothGrad², Hooker et al. 2019, after Smilkov et al. 2017).
 *
 * @param samples how many copies
 * @param deviation σ of the Gaussian noise on every coordinate, in the embedding's own units
 * @param seed of the noise
 */
public record SmoothGradSquared(int samples, double deviation, long seed) implements TokenMethod {
  /** Checks that there is something to draw. */
  public SmoothGradSquared {
    if (samples < 1) throw new IllegalArgumentException("samples " + samples + ", at least 1");
    if (!(deviation >= 0)) throw new IllegalArgumentException("a deviation of " + deviation);
  }

  @Override
  public String name() {
    return "smoothgrad-squared";
  }

  @Override
  public String citation() {
    return "Hooker, Erhan, Kindermans and Kim 2019";
  }

  @Override
  public Map<String, String> settings() {
    return MethodSettings.told("samples", samples, "deviation", deviation, "seed", seed);
  }

  @Override
  public List<TokenScores> score(TokenTask task) {
    double unit = spread(task.model().weights().wE());
    double scale = unit == 0 ? 0 : deviation / unit; // 0: the model does not read its tokens
    double[][] scores = task.zeros();
    List<Point> noisy = List.of(new Point.Output(task.embedding(), 1));
    for (TokenTask.Group group : task.groups()) {
      for (int i = 0; i < samples; i++) {
        Reference noise = new Reference.Noise(scale, seed + i);
        Experiment experiment = task.prepare(group.numbers(), noise);
        EmbeddingGradients.visit(
            task,
            group,
            experiment,
            noisy,
            (point, g, example, at) ->
                addSquares(scores[g.numbers().get(example)], at, task.dModel()));
      }
    }
    return Arrays.stream(scores).map(TokenScores::of).toList();
  }

  private void addSquares(double[] scores, EmbeddingGradients.AtPoint at, int dModel) {
    for (int t = 0; t < scores.length; t++) {
      for (int d = 0; d < dModel; d++) {
        scores[t] += at.slope(t, d) * at.slope(t, d) / samples;
      }
    }
  }

  /** The standard deviation of the embedding's entries: the engine's unit of noise. */
  private static double spread(Matrix embedding) {
    double n = (double) embedding.rows() * embedding.columns();
    double[] sums = new double[2];
    embedding.forEach(
        (row, column, v) -> {
          sums[0] += v;
          sums[1] += v * v;
        });
    return Math.sqrt(Math.max(0, sums[1] / n - (sums[0] / n) * (sums[0] / n)));
  }
}

package orrery.attribution;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import orrery.intervention.Point;

/** The Euclidean norm of the gradient at each token's embedding (Simonyan et al. 2014). */
public record Gradient() implements TokenMethod {
  @Override
  public String name() {
    return "gradient";
  }

  @Override
  public String citation() {
    return "Simonyan, Vedaldi and Zisserman 2014";
  }

  @Override
  public Map<String, String> settings() {
    return Map.of();
  }

  @Override
  public List<TokenScores> score(TokenTask task) {
    double[][] scores = task.zeros();
    EmbeddingGradients.visit(
        task,
        List.of(Point.clean()),
        (point, group, example, at) -> {
          double[] own = scores[group.numbers().get(example)];
          for (int t = 0; t < own.length; t++) {
            double sum = 0;
            for (int d = 0; d < task.dModel(); d++) sum += at.slope(t, d) * at.slope(t, d);
            own[t] = Math.sqrt(sum);
          }
        });
    return Arrays.stream(scores).map(TokenScores::of).toList();
  }
}

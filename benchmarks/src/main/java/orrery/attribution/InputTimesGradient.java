package orrery.attribution;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import orrery.intervention.Point;

/**
 * The product of each token's embedding and the gradient there, summed over dimensions (Shrikumar
 * et al. 2016). The position's embedding is another writer's and has no part in it.
 */
public record InputTimesGradient() implements TokenMethod {
  @Override
  public String name() {
    return "input-x-gradient";
  }

  @Override
  public String citation() {
    return "Shrikumar, Greenside, Shcherbina and Kundaje 2016";
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
            for (int d = 0; d < task.dModel(); d++) own[t] += at.embedding(t, d) * at.slope(t, d);
          }
        });
    return Arrays.stream(scores).map(TokenScores::of).toList();
  }
}

package orrery.attribution;

import java.util.List;
import java.util.Map;

/** The nearer to the output, the higher: 1/(1 + distance). What needs no model and no input. */
public record PositionOnly() implements TokenMethod {
  @Override
  public String name() {
    return "position-only";
  }

  @Override
  public String citation() {
    return "none; a baseline";
  }

  @Override
  public Map<String, String> settings() {
    return Map.of();
  }

  @Override
  public List<TokenScores> score(TokenTask task) {
    return task.questions().stream().map(PositionOnly::scores).toList();
  }

  private static TokenScores scores(TokenQuestion q) {
    double[] scores = new double[q.length()];
    for (int t = 0; t < scores.length; t++) scores[t] = 1.0 / (1 + Math.abs(t - q.position()));
    return TokenScores.of(scores);
  }
}

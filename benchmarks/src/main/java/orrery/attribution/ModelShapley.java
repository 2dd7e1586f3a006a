package orrery.attribution;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The exact Shapley values of the model's own game: a set of tokens is worth the mean of the
 * model's output over the legal inputs that have these tokens, {@link LengthSpace#means}. It runs
 * the model on every legal input of the length, once for each quantity.
 */
public record ModelShapley() implements TokenMethod {
  @Override
  public String name() {
    return "model-shapley";
  }

  @Override
  public String citation() {
    return "Shapley 1953";
  }

  @Override
  public Map<String, String> settings() {
    return Map.of();
  }

  private record Quantity(int length, int position, int logit) {}

  @Override
  public List<TokenScores> score(TokenTask task) {
    Map<Quantity, double[]> payoffs = new HashMap<>();
    List<TokenScores> scores = new ArrayList<>();
    for (TokenQuestion q : task.questions()) {
      LengthSpace space = task.truths().space(q.length());
      double[] payoff =
          payoffs.computeIfAbsent(
              new Quantity(q.length(), q.position(), q.logit()),
              key -> task.values(q, space.inputs()));
      Game game = space.means(q.input(), payoff);
      scores.add(TokenScores.dividing(game.surplus(), Shapley.of(game)));
    }
    return scores;
  }
}

package orrery.attribution;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Scores drawn from (−1, 1) alike for all tokens: what a method is worth that knows nothing.
 *
 * @param seed of the draw
 */
public record RandomScores(long seed) implements TokenMethod {
  @Override
  public String name() {
    return "random";
  }

  @Override
  public String citation() {
    return "none; a baseline";
  }

  @Override
  public Map<String, String> settings() {
    return MethodSettings.told("seed", seed);
  }

  @Override
  public List<TokenScores> score(TokenTask task) {
    Random random = new Random(seed);
    List<TokenScores> scores = new ArrayList<>();
    for (TokenQuestion q : task.questions()) scores.add(TokenScores.of(draw(random, q.length())));
    return scores;
  }

  /** The scores of some tokens. */
  static double[] draw(Random random, int tokens) {
    return random.doubles(tokens, -1, 1).toArray();
  }
}

package orrery.attribution;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import orrery.causal.InputSpace;

/**
 * The Shapley values of the game of {@link ModelShapley}, estimated: random orders of the tokens,
 * each token's contribution when it joins those before it (Castro, Gómez and Tejada 2009), the
 * others drawn anew at every step (Štrumbelj and Kononenko 2014). Unbiased; with standard errors.
 *
 * @param permutations how many orders
 * @param seed of orders and draws
 */
public record SampledShapley(int permutations, long seed) implements TokenMethod {
  private static final int MOST_TOKENS = 30;

  /** Checks that there are enough orders for a standard error. */
  public SampledShapley {
    if (permutations < 2) {
      throw new IllegalArgumentException("permutations " + permutations + ", at least 2");
    }
  }

  @Override
  public String name() {
    return "sampled-shapley";
  }

  @Override
  public String citation() {
    return "Castro, Gómez and Tejada 2009; Štrumbelj and Kononenko 2014";
  }

  @Override
  public Map<String, String> settings() {
    return MethodSettings.told("permutations", permutations, "seed", seed);
  }

  @Override
  public List<TokenScores> score(TokenTask task) {
    Random random = new Random(seed);
    List<TokenScores> scores = new ArrayList<>();
    for (TokenQuestion q : task.questions()) {
      if (q.length() > MOST_TOKENS) {
        throw new AttributionRefusal(
            "Sampled Shapley values are computed for inputs of up to %d tokens, not %d."
                .formatted(MOST_TOKENS, q.length()));
      }
      scores.add(score(task, q, random));
    }
    return scores;
  }

  private TokenScores score(TokenTask task, TokenQuestion question, Random random) {
    InputSpace space = task.model().meaning().inputs();
    Optional<LengthSpace> all = Optional.empty();
    if (question.length() <= Game.MOST_PLAYERS
        && space.ofLength(question.length()).isAtMost(LengthSpace.MOST)) {
      all = Optional.of(task.truths().space(question.length()));
    }
    Draws draws = new Draws(space, all, question.input());
    int n = question.length();
    int[][] orders = new int[permutations][];
    List<int[]> inputs = new ArrayList<>(); // n + 1 an order, from nothing kept to everything
    for (int o = 0; o < permutations; o++) {
      orders[o] = order(n, random);
      int kept = 0;
      inputs.add(draws.draw(kept, random));
      for (int t : orders[o]) {
        kept |= 1 << t;
        inputs.add(draws.draw(kept, random));
      }
    }
    return estimate(orders, task.values(question, inputs), n);
  }

  private static TokenScores estimate(int[][] orders, double[] values, int n) {
    double[] sums = new double[n];
    double[] squares = new double[n];
    double change = 0;
    for (int o = 0; o < orders.length; o++) {
      int from = o * (n + 1);
      change += (values[from + n] - values[from]) / orders.length;
      for (int i = 0; i < n; i++) {
        double contribution = values[from + i + 1] - values[from + i];
        sums[orders[o][i]] += contribution;
        squares[orders[o][i]] += contribution * contribution;
      }
    }
    double m = orders.length;
    double[] errors = new double[n];
    for (int t = 0; t < n; t++) {
      double variance = Math.max(0, squares[t] - sums[t] * sums[t] / m) / (m - 1);
      errors[t] = Math.sqrt(variance / m);
      sums[t] /= m;
    }
    return TokenScores.dividing(change, sums, errors);
  }

  private static int[] order(int n, Random random) {
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }
}

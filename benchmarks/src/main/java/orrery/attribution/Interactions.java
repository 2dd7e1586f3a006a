package orrery.attribution;

/**
 * What pairs of players are worth together: the Shapley–Taylor index of order 2 (Sundararajan,
 * Dhamdhere and Agarwal 2020, section 2).
 *
 * <p>A single player gets {@code v(i) − v(∅)}; a pair gets {@code (2/n) Σ_{T ∌ i,j} (v(T∪ij) −
 * v(T∪i) − v(T∪j) + v(T)) / C(n−1, |T|)}. All together sum to the {@link Game#surplus}.
 *
 * @param main {@code [player]} alone
 * @param pairs {@code [player][player]} symmetric, zeros on the diagonal; each pair counts once
 */
public record Interactions(double[] main, double[][] pairs) {
  /** The exact indices, by a sum over all sets. */
  public static Interactions of(Game game) {
    int n = game.players();
    double[] main = new double[n];
    for (int i = 0; i < n; i++) main[i] = game.value(1 << i) - game.value(0);
    double[] weights = new double[n]; // [size of T]
    double choices = 1;
    for (int size = 0; size < n; size++) {
      weights[size] = 2 / (n * choices);
      choices = choices * (n - 1 - size) / (size + 1);
    }
    double[][] pairs = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        pairs[i][j] = pair(game, 1 << i, 1 << j, weights);
        pairs[j][i] = pairs[i][j];
      }
    }
    return new Interactions(main, pairs);
  }

  private static double pair(Game game, int i, int j, double[] weights) {
    double sum = 0;
    for (int t = 0; t <= game.everybody(); t++) {
      if ((t & (i | j)) != 0) continue;
      double together = game.value(t | i | j) - game.value(t | i) - game.value(t | j);
      sum += weights[Integer.bitCount(t)] * (together + game.value(t));
    }
    return sum;
  }
}

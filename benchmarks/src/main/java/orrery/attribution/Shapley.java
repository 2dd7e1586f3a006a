package orrery.attribution;

/**
 * The value of each player of a game (Shapley 1953): {@code φ_i = Σ_{S ∌ i} |S|!(n−|S|−1)!/n! ·
 * (v(S ∪ i) − v(S))}. They sum to the {@link Game#surplus}.
 */
public final class Shapley {
  private Shapley() {}

  /** The exact values, {@code [player]}, by a sum over all sets. */
  public static double[] of(Game game) {
    int n = game.players();
    double[] weights = new double[n]; // [size of S] 1 / (n · C(n−1, |S|))
    double choices = 1;
    for (int size = 0; size < n; size++) {
      weights[size] = 1 / (n * choices);
      choices = choices * (n - 1 - size) / (size + 1);
    }
    double[] values = new double[n];
    for (int set = 0; set < game.everybody(); set++) {
      double weight = weights[Integer.bitCount(set)];
      for (int i = 0; i < n; i++) {
        if ((set >> i & 1) == 1) continue;
        values[i] += weight * (game.value(set | 1 << i) - game.value(set));
      }
    }
    return values;
  }
}

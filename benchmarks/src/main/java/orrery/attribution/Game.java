package orrery.attribution;

import java.util.Arrays;

/**
 * A cooperative game: what every set of players is worth.
 *
 * @param players how many players there are
 * @param values {@code [2^players]} the worth of a set, whose members are the bits of its index
 */
public record Game(int players, double[] values) {
  /** More players make more sets than are kept. */
  public static final int MOST_PLAYERS = 16;

  public Game {
    if (players < 1 || players > MOST_PLAYERS || values.length != 1 << players) {
      throw new IllegalArgumentException(
          "%d players and %d sets, not 1 to %d players and all their sets"
              .formatted(players, values.length, MOST_PLAYERS));
    }
  }

  /**
   * The game of a uniform draw from some outcomes: the worth of S is the mean payoff of those that
   * agree with a given one on S.
   *
   * @param agreement {@code [outcome]} on which players it agrees, as bits; one agrees on all
   * @param payoff {@code [outcome]}
   */
  static Game ofMeans(int players, int[] agreement, double[] payoff) {
    double[] sums = new double[1 << players];
    long[] counts = new long[1 << players];
    for (int i = 0; i < agreement.length; i++) {
      sums[agreement[i]] += payoff[i];
      counts[agreement[i]]++;
    }
    for (int bit = 1; bit < sums.length; bit <<= 1) {
      for (int set = 0; set < sums.length; set++) {
        if ((set & bit) != 0) continue;
        sums[set] += sums[set | bit];
        counts[set] += counts[set | bit];
      }
    }
    double[] values = new double[sums.length];
    Arrays.setAll(values, s -> sums[s] / counts[s]);
    return new Game(players, values);
  }

  /** What a set is worth. */
  public double value(int set) {
    return values[set];
  }

  /** The set of all players. */
  int everybody() {
    return values.length - 1;
  }

  /** What everybody is worth above nobody. */
  public double surplus() {
    return values[everybody()] - values[0];
  }
}

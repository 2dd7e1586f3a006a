package orrery.intervention;

import java.util.Arrays;
import orrery.lanes.Arithmetic;

/**
 * One head's attention on lanes.
 *
 * <p>Patterns are {@code [query * positions + key][row]}; keys that a query does not see hold 0.
 */
final class Attention {
  private static final Arithmetic ARITHMETIC = Arithmetic.best();

  private final boolean causal;
  private final double scale;

  Attention(boolean causal, double scale) {
    this.causal = causal;
    this.scale = scale;
  }

  /** How many keys a query sees. */
  int keys(int query, int positions) {
    return causal ? query + 1 : positions;
  }

  /** The arrays of what one query sees. */
  private double[][] seen(double[][] pattern, int query, int positions) {
    int first = query * positions;
    return Arrays.copyOfRange(pattern, first, first + keys(query, positions));
  }

  /** pattern = softmax of q · k / scale. */
  void pattern(double[][] q, double[][] k, double[][] pattern, int rows, int positions) {
    pattern(q, k, pattern, rows, positions, 0, positions);
  }

  /** The same for some queries only. */
  void pattern(
      double[][] q, double[][] k, double[][] pattern, int rows, int positions, int from, int to) {
    for (int query = from; query < to; query++) {
      double[][] seen = seen(pattern, query, positions);
      ARITHMETIC.scores(q, query * rows, k, 0, seen, 0, seen.length, rows, scale);
      ARITHMETIC.softmax(seen, 0, seen.length, rows);
      for (int key = seen.length; key < positions; key++) {
        Arrays.fill(pattern[query * positions + key], 0, rows, 0);
      }
    }
  }

  /** z = pattern · v. */
  void mix(double[][] pattern, double[][] v, double[][] z, int rows, int positions) {
    mix(pattern, v, z, rows, positions, 0, positions);
  }

  /** The same for some queries only. */
  void mix(
      double[][] pattern, double[][] v, double[][] z, int rows, int positions, int from, int to) {
    for (int query = from; query < to; query++) {
      double[][] seen = seen(pattern, query, positions);
      ARITHMETIC.mix(seen, 0, v, 0, z, query * rows, seen.length, rows);
    }
  }

  /** gv = patternᵀ · gz, of the queries of some positions. */
  void mixBack(
      double[][] pattern, double[][] gz, double[][] gv, int rows, int positions, int from, int to) {
    for (int key = 0; key < positions; key++) {
      int first = Math.min(to, causal ? Math.max(key, from) : from); // that sees it
      double[][] shares = new double[to - first][];
      for (int i = 0; i < shares.length; i++) shares[i] = pattern[(first + i) * positions + key];
      ARITHMETIC.mix(shares, 0, gz, first * rows, gv, key * rows, shares.length, rows);
    }
  }

  /** The gradient at the pattern: gz · v, of the queries of some positions. */
  void patternBack(
      double[][] gz, double[][] v, double[][] g, int rows, int positions, int from, int to) {
    for (int query = from; query < to; query++) {
      double[][] seen = seen(g, query, positions);
      ARITHMETIC.scores(gz, query * rows, v, 0, seen, 0, seen.length, rows, 1);
      for (int key = seen.length; key < positions; key++) {
        Arrays.fill(g[query * positions + key], 0, rows, 0);
      }
    }
  }

  /**
   * g becomes the gradient at the scores q · k (before the division) from that at the pattern.
   *
   * @param temperature the softmax of scores / temperature is differentiated instead; 1 is exact
   */
  void softmaxBack(
      double[][] pattern,
      double[][] g,
      double temperature,
      int rows,
      int positions,
      int from,
      int to) {
    for (int query = from; query < to; query++) {
      double[][] shares = seen(pattern, query, positions);
      double[][] slopes = seen(g, query, positions);
      if (temperature == 1) {
        ARITHMETIC.softmaxSlopes(shares, 0, slopes, 0, shares.length, rows);
      } else {
        for (int r = 0; r < rows; r++) tempered(shares, slopes, temperature, r);
      }
      for (double[] slope : slopes) for (int r = 0; r < rows; r++) slope[r] /= scale;
    }
  }

  private static void tempered(double[][] pattern, double[][] g, double temperature, int r) {
    double[] share = new double[pattern.length];
    double total = 0;
    for (int key = 0; key < share.length; key++) {
      share[key] = Math.pow(pattern[key][r], 1 / temperature);
      total += share[key];
    }
    double mean = 0;
    for (int key = 0; key < share.length; key++) {
      share[key] /= total;
      mean += share[key] * g[key][r];
    }
    for (int key = 0; key < share.length; key++) g[key][r] = share[key] * (g[key][r] - mean);
  }
}

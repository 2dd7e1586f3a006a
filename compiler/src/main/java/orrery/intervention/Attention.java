package orrery.intervention;

import java.util.Arrays;

/**
 * One head's attention on lanes.
 *
 * <p>Patterns are {@code [query * positions + key][row]}; keys that a query does not see hold 0.
 */
final class Attention {
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

  /** pattern = softmax of q · k / scale. */
  void pattern(double[][] q, double[][] k, double[][] pattern, int rows, int positions) {
    double[] max = new double[rows];
    double[] sum = new double[rows];
    for (int query = 0; query < positions; query++) {
      int seen = keys(query, positions);
      Arrays.fill(max, Double.NEGATIVE_INFINITY);
      for (int key = 0; key < seen; key++) {
        double[] scores = pattern[query * positions + key];
        Arrays.fill(scores, 0, rows, 0);
        for (int d = 0; d < q.length; d++) {
          LaneMath.addProduct(scores, 0, q[d], query * rows, k[d], key * rows, rows);
        }
        for (int r = 0; r < rows; r++) {
          scores[r] /= scale;
          max[r] = Math.max(max[r], scores[r]);
        }
      }
      softmax(pattern, query * positions, seen, max, sum, rows);
      for (int key = seen; key < positions; key++) {
        Arrays.fill(pattern[query * positions + key], 0, rows, 0);
      }
    }
  }

  private static void softmax(
      double[][] scores, int first, int seen, double[] max, double[] sum, int rows) {
    Arrays.fill(sum, 0);
    for (int key = first; key < first + seen; key++) {
      for (int r = 0; r < rows; r++) scores[key][r] = Math.exp(scores[key][r] - max[r]);
      LaneMath.add(sum, scores[key], rows);
    }
    for (int key = first; key < first + seen; key++) {
      for (int r = 0; r < rows; r++) scores[key][r] /= sum[r];
    }
  }

  /** z = pattern · v. */
  void mix(double[][] pattern, double[][] v, double[][] z, int rows, int positions) {
    for (int d = 0; d < v.length; d++) {
      Arrays.fill(z[d], 0, rows * positions, 0);
      for (int query = 0; query < positions; query++) {
        for (int key = 0; key < keys(query, positions); key++) {
          LaneMath.addProduct(
              z[d], query * rows, pattern[query * positions + key], 0, v[d], key * rows, rows);
        }
      }
    }
  }

  /** gv = patternᵀ · gz. */
  void mixBack(double[][] pattern, double[][] gz, double[][] gv, int rows, int positions) {
    for (int d = 0; d < gv.length; d++) {
      Arrays.fill(gv[d], 0, rows * positions, 0);
      for (int query = 0; query < positions; query++) {
        for (int key = 0; key < keys(query, positions); key++) {
          LaneMath.addProduct(
              gv[d], key * rows, pattern[query * positions + key], 0, gz[d], query * rows, rows);
        }
      }
    }
  }

  /** The gradient at the pattern: gz · v. */
  void patternBack(double[][] gz, double[][] v, double[][] g, int rows, int positions) {
    for (int query = 0; query < positions; query++) {
      for (int key = 0; key < positions; key++) {
        double[] at = g[query * positions + key];
        Arrays.fill(at, 0, rows, 0);
        if (key >= keys(query, positions)) continue;
        for (int d = 0; d < v.length; d++) {
          LaneMath.addProduct(at, 0, gz[d], query * rows, v[d], key * rows, rows);
        }
      }
    }
  }

  /**
   * g becomes the gradient at the scores q · k (before the division) from that at the pattern.
   *
   * @param temperature the softmax of scores / temperature is differentiated instead; 1 is exact
   */
  void softmaxBack(double[][] pattern, double[][] g, double temperature, int rows, int positions) {
    for (int query = 0; query < positions; query++) {
      int seen = keys(query, positions);
      for (int r = 0; r < rows; r++)
        softmaxBack(pattern, g, query * positions, seen, temperature, r);
    }
  }

  private void softmaxBack(
      double[][] pattern, double[][] g, int first, int seen, double temperature, int r) {
    double[] share = new double[seen];
    double total = 0;
    for (int key = 0; key < seen; key++) {
      double p = pattern[first + key][r];
      share[key] = temperature == 1 ? p : Math.pow(p, 1 / temperature);
      total += share[key];
    }
    double mean = 0;
    for (int key = 0; key < seen; key++) {
      if (temperature != 1) share[key] /= total;
      mean += share[key] * g[first + key][r];
    }
    for (int key = 0; key < seen; key++) {
      g[first + key][r] = share[key] * (g[first + key][r] - mean) / scale;
    }
  }

  /** out = gs · k by query (queries' gradient). */
  void queryBack(double[][] gs, double[][] k, double[][] out, int rows, int positions) {
    mix(gs, k, out, rows, positions);
  }

  /** out = gsᵀ · q by key (keys' gradient). */
  void keyBack(double[][] gs, double[][] q, double[][] out, int rows, int positions) {
    mixBack(gs, q, out, rows, positions);
  }
}

package orrery.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Does the rest of the model know anything? (Shi et al. 2024, section 3.2.) The hypothesis is that
 * the metric of the circuit's complement is independent of the model's; a small p-value rejects it:
 * something relevant was left outside the circuit.
 *
 * <p>The statistic is the Hilbert–Schmidt independence criterion {@code tr(KHLH)/(n−1)²} (Gretton
 * et al. 2007) with Gaussian kernels as wide as the median distance of each variable, its null by
 * permutation.
 *
 * @param hsic the statistic, 0 where a variable is constant
 * @param pValue {@code (1 + #{permuted ≥ observed}) / (1 + permutations)}
 */
public record IndependenceTest(double hsic, double pValue) {

  /** Tests the complement of a candidate against the whole model. */
  public static IndependenceTest of(Candidate candidate, int permutations, long seed) {
    double[][] metric =
        candidate.metric(
            List.of(
                candidate.complement(candidate.circuit()),
                candidate.complement(new java.util.BitSet())));
    return of(metric[0], metric[1], permutations, seed);
  }

  /** Tests two samples of pairs, at least 2. */
  public static IndependenceTest of(double[] x, double[] y, int permutations, long seed) {
    Spearman.requireEqual(x, y);
    if (x.length < 2) throw new IllegalArgumentException("%d examples".formatted(x.length));
    int n = x.length;
    double[][] k = centred(kernel(x));
    double[][] l = kernel(y);
    int[] order = new int[n];
    Arrays.setAll(order, i -> i);
    double observed = product(k, l, order);
    RandomGenerator random = Resampling.generator(seed);
    int above = 0;
    for (int p = 0; p < permutations; p++) {
      double drawn = product(k, l, Resampling.permutation(n, random));
      if (drawn >= observed - 1e-12 * Math.abs(observed)) above++;
    }
    double scale = (double) (n - 1) * (n - 1);
    return new IndependenceTest(
        Math.max(0, observed / scale), (1.0 + above) / (1.0 + permutations));
  }

  /** Σ_ij K_ij L_π(i)π(j); one centred matrix suffices, because centring is a projection. */
  private static double product(double[][] k, double[][] l, int[] order) {
    double sum = 0;
    for (int i = 0; i < order.length; i++) {
      double[] row = l[order[i]];
      for (int j = 0; j < order.length; j++) sum += k[i][j] * row[order[j]];
    }
    return sum;
  }

  private static double[][] kernel(double[] x) {
    int n = x.length;
    double width = width(x);
    double[][] kernel = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double d = width == 0 ? 0 : (x[i] - x[j]) / width;
        kernel[i][j] = Math.exp(-d * d / 2);
      }
    }
    return kernel;
  }

  /** The median distance of different examples; of those that differ, if the median is 0. */
  private static double width(double[] x) {
    double[] distances = new double[x.length * (x.length - 1) / 2];
    int next = 0;
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < i; j++) distances[next++] = Math.abs(x[i] - x[j]);
    }
    Arrays.sort(distances);
    double median = Interval.quantile(distances, 0.5);
    if (median > 0) return median;
    double[] positive = Arrays.stream(distances).filter(d -> d > 0).toArray();
    return positive.length == 0 ? 0 : Interval.quantile(positive, 0.5);
  }

  private static double[][] centred(double[][] k) {
    int n = k.length;
    double[] means = Arrays.stream(k).mapToDouble(r -> Arrays.stream(r).sum() / n).toArray();
    double mean = Arrays.stream(means).sum() / n;
    double[][] centred = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) centred[i][j] = k[i][j] - means[i] - means[j] + mean;
    }
    return centred;
  }
}

package orrery.metrics;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Many tests at once: p-values adjusted so that those at most α may be called findings.
 *
 * <p>Order and length are those of the input.
 */
public enum Adjustment {
  /** Familywise error, any dependence: {@code p·n} (Bonferroni 1936). */
  BONFERRONI {
    @Override
    public double[] apply(double[] p) {
      require(p);
      return Arrays.stream(p).map(x -> Math.min(1, x * p.length)).toArray();
    }
  },

  /**
   * Familywise error, any dependence, never worse: step-down {@code (n − k + 1) p₍k₎} (Holm 1979).
   */
  HOLM {
    @Override
    public double[] apply(double[] p) {
      Integer[] order = order(p);
      double[] adjusted = new double[p.length];
      double running = 0;
      for (int k = 0; k < order.length; k++) {
        running = Math.max(running, Math.min(1, (p.length - k) * p[order[k]]));
        adjusted[order[k]] = running;
      }
      return adjusted;
    }
  },

  /**
   * False discovery rate under independence or positive dependence: step-up {@code n p₍k₎ / k}
   * (Benjamini and Hochberg 1995).
   */
  BENJAMINI_HOCHBERG {
    @Override
    public double[] apply(double[] p) {
      return stepUp(p, 1);
    }
  },

  /** False discovery rate, any dependence: the same times Σ 1/i (Benjamini and Yekutieli 2001). */
  BENJAMINI_YEKUTIELI {
    @Override
    public double[] apply(double[] p) {
      double harmonic = 0;
      for (int i = 1; i <= p.length; i++) harmonic += 1.0 / i;
      return stepUp(p, harmonic);
    }
  };

  /**
   * The adjusted p-values.
   *
   * @throws IllegalArgumentException if one is not between 0 and 1
   */
  public abstract double[] apply(double[] p);

  private static double[] stepUp(double[] p, double factor) {
    Integer[] order = order(p);
    double[] adjusted = new double[p.length];
    double running = 1;
    for (int k = p.length; k >= 1; k--) {
      running = Math.min(running, factor * p.length * p[order[k - 1]] / k);
      adjusted[order[k - 1]] = running;
    }
    return adjusted;
  }

  private static Integer[] order(double[] p) {
    require(p);
    Integer[] order = new Integer[p.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> p[i]));
    return order;
  }

  private static void require(double[] p) {
    for (double x : p) {
      if (!(x >= 0 && x <= 1)) throw new IllegalArgumentException("a p-value of " + x);
    }
  }
}

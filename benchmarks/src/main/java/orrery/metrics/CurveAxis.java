package orrery.metrics;

import java.util.Arrays;
import java.util.Locale;

/** The size of a circuit as the abscissa of a curve; every axis runs from 0 to 1. */
public enum CurveAxis {
  /** Edges asked for, as a share of all: k/E. */
  NOMINAL,
  /** Edges of the circuit after pruning, as a share of all. */
  ACTUAL,
  /** ln k / ln E, from one edge on: every doubling of the circuit counts the same. */
  LOG_NOMINAL,
  /** ln of the edges after pruning / ln E; circuits without an edge stand where one edge is. */
  LOG_ACTUAL;

  /** The name in reports: {@code nominal}, … */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether it counts the edges that a circuit has and not those that were asked for. */
  public boolean isActual() {
    return this == ACTUAL || this == LOG_ACTUAL;
  }

  /** Where a size stands. */
  double of(int size, int total) {
    return switch (this) {
      case NOMINAL, ACTUAL -> size / (double) total;
      case LOG_NOMINAL, LOG_ACTUAL -> Math.log(Math.max(1, size)) / Math.log(total);
    };
  }

  /**
   * The area by trapezoids between the first size and the last.
   *
   * @param sizes {@code [point]} rising
   * @param heights {@code [point]}
   * @throws IllegalArgumentException if sizes fall, or a logarithmic axis has a single edge
   */
  double area(int[] sizes, double[] heights, int total) {
    boolean logarithmic = this == LOG_NOMINAL || this == LOG_ACTUAL;
    if (total < (logarithmic ? 2 : 1)) {
      throw new IllegalArgumentException("no axis of %d edges".formatted(total));
    }
    double[] x = Arrays.stream(sizes).mapToDouble(s -> of(s, total)).toArray();
    double area = 0;
    for (int i = 1; i < x.length; i++) {
      if (x[i] < x[i - 1]) {
        throw new IllegalArgumentException(
            "circuit %d is smaller than the one before".formatted(i));
      }
      area += (x[i] - x[i - 1]) * (heights[i - 1] + heights[i]) / 2;
    }
    return area;
  }
}

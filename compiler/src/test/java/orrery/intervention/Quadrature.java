package orrery.intervention;

import java.util.function.IntToDoubleFunction;

/**
 * Integrals from 0 to 1 by Gauss and Legendre's eight points in each of four panels.
 *
 * <p>Source: Abramowitz and Stegun 1964, table 25.4.
 */
final class Quadrature {
  private static final double[] NODES = {
    0.183434642495650, 0.525532409916329, 0.796666477413627, 0.960289856497536
  };
  private static final double[] WEIGHTS = {
    0.362683783378362, 0.313706645877887, 0.222381034453374, 0.101228536290376
  };
  private static final int PANELS = 4;

  /** Where the integrand is needed. */
  static final double[] POINTS = new double[PANELS * 8];

  static {
    for (int i = 0; i < POINTS.length; i++) {
      double node = NODES[i % 8 / 2] * (i % 2 == 0 ? 1 : -1);
      POINTS[i] = (i / 8 + (1 + node) / 2) / PANELS;
    }
  }

  private Quadrature() {}

  /** The integral of a function that is known by the number of the point. */
  static double of(IntToDoubleFunction atPoint) {
    double sum = 0;
    for (int i = 0; i < POINTS.length; i++) {
      sum += WEIGHTS[i % 8 / 2] / 2 / PANELS * atPoint.applyAsDouble(i);
    }
    return sum;
  }
}

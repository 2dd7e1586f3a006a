package orrery.intervention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Comparisons of nested arrays up to rounding. */
final class Closeness {
  /**
   * Relative to the largest number of the array, and to 1. Two orders of summation of some hundred
   * terms part by 1e-14; a normalisation at its ε multiplies that by 300 a layer.
   */
  static final double TOLERANCE = 1e-9;

  /** What batches may change. */
  private static final double ALIKE = 1e-12;

  private Closeness() {}

  static void assertClose(String what, double[] is, double[] should) {
    assertClose(what, is, should, Math.max(1, largest(should)));
  }

  static void assertClose(String what, double[][] is, double[][] should) {
    double scale = 1;
    for (double[] row : should) scale = Math.max(scale, largest(row));
    assertThat(is.length).as("%s: length", what).isEqualTo(should.length);
    for (int i = 0; i < is.length; i++) assertClose(what + "[" + i + "]", is[i], should[i], scale);
  }

  static void assertClose(String what, double[][][] is, double[][][] should) {
    assertThat(is.length).as("%s: length", what).isEqualTo(should.length);
    for (int i = 0; i < is.length; i++) assertClose(what + "[" + i + "]", is[i], should[i]);
  }

  /** Equal up to the order of summation in another batch. */
  static void assertAlike(String what, double[] is, double... should) {
    for (int i = 0; i < is.length; i++) {
      double bound = ALIKE * Math.max(1, Math.abs(should[i]));
      assertThat(is[i]).as("%s[%d]", what, i).isCloseTo(should[i], within(bound));
    }
  }

  private static void assertClose(String what, double[] is, double[] should, double scale) {
    assertThat(is.length).as("%s: length", what).isEqualTo(should.length);
    for (int i = 0; i < is.length; i++) {
      assertThat(is[i]).as("%s[%d]", what, i).isCloseTo(should[i], within(TOLERANCE * scale));
    }
  }

  private static double largest(double... values) {
    double largest = 0;
    for (double x : values) largest = Math.max(largest, Math.abs(x));
    return largest;
  }
}

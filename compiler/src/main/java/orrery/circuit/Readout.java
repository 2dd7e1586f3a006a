package orrery.circuit;

import orrery.model.Matrix;

/**
 * How a variable is decoded from the residual stream.
 *
 * @param kind how coordinates mean values
 * @param directions {@code [coordinates, dModel]}; a coordinate is the product with a direction,
 *     plus its offset
 * @param offsets {@code [coordinates]}
 * @param codes {@code [domain size]} for {@link Kind#SCALAR} the coordinate of each value; empty
 *     otherwise
 */
public record Readout(Kind kind, Matrix directions, double[] offsets, double[] codes) {
  /** How coordinates mean values. */
  public enum Kind {
    /** One coordinate a value; the largest wins. */
    ONE_HOT,
    /** One coordinate; true above one half. */
    FLAG,
    /** One coordinate; the value whose code is nearest. */
    SCALAR,
    /**
     * The variable is in the output of its writers: in the span of the directions, which are
     * orthonormal, or, where there are none, nobody knows where in the whole of it. How values are
     * coded is not known, so that it cannot be decoded.
     */
    COMPONENT
  }

  /** The readout of a variable that is in the whole output of its writers. */
  public static Readout component(int dModel) {
    return new Readout(Kind.COMPONENT, Matrix.zero(0, dModel), new double[0], new double[0]);
  }

  /** The readout of a variable that is in a subspace of the output of its writers. */
  public static Readout component(Matrix directions) {
    return new Readout(Kind.COMPONENT, directions, new double[0], new double[0]);
  }

  /** Whether it says how to decode: every kind does but {@link Kind#COMPONENT}. */
  public boolean isDecodable() {
    return kind != Kind.COMPONENT;
  }

  /**
   * A decoded value.
   *
   * @param code in the variable's domain
   * @param margin how clear the decision is: 1 for exact coordinates, 0 at a tie
   */
  public record Decoded(int code, double margin) {}

  /** The value that a coordinate vector means. */
  public Decoded decode(double[] coordinates) {
    return switch (kind) {
      case ONE_HOT -> largest(coordinates);
      case FLAG -> new Decoded(coordinates[0] > 0.5 ? 1 : 0, Math.abs(2 * coordinates[0] - 1));
      case SCALAR -> nearest(coordinates[0]);
      case COMPONENT -> throw new AssertionError("a readout without directions is not decoded");
    };
  }

  private static Decoded largest(double[] coordinates) {
    int best = 0;
    double second = Double.NEGATIVE_INFINITY;
    for (int i = 1; i < coordinates.length; i++) {
      if (coordinates[i] > coordinates[best]) {
        second = coordinates[best];
        best = i;
      } else {
        second = Math.max(second, coordinates[i]);
      }
    }
    return new Decoded(best, coordinates.length == 1 ? 1 : coordinates[best] - second);
  }

  private Decoded nearest(double coordinate) {
    int best = 0;
    for (int i = 1; i < codes.length; i++) {
      if (Math.abs(codes[i] - coordinate) < Math.abs(codes[best] - coordinate)) best = i;
    }
    double margin = 1;
    for (int i = 0; i < codes.length; i++) {
      if (codes[i] == codes[best]) continue;
      double lead = Math.abs(codes[i] - coordinate) - Math.abs(codes[best] - coordinate);
      margin = Math.min(margin, lead / Math.abs(codes[i] - codes[best]));
    }
    return new Decoded(best, margin);
  }
}

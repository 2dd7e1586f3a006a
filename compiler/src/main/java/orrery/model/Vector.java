package orrery.model;

import java.util.Arrays;

/** An immutable vector of doubles; {@code -0.0} counts as zero. */
public final class Vector {
  private final double[] values;

  private Vector(double[] values) {
    this.values = values;
  }

  /** The vector of these values, copied. */
  public static Vector of(double... values) {
    return new Vector(Arrays.stream(values).map(v -> v == 0 ? 0.0 : v).toArray());
  }

  public static Vector zero(int size) {
    return new Vector(new double[size]);
  }

  public int size() {
    return values.length;
  }

  public double get(int index) {
    return values[index];
  }

  /** A copy of the values. */
  public double[] toArray() {
    return values.clone();
  }

  /** How many entries are not zero. */
  public long nonZeros() {
    return Arrays.stream(values).filter(v -> v != 0).count();
  }

  /** The sum of two vectors of one size. */
  public Vector plus(Vector other) {
    Shapes.require(size() == other.size(), "[%s] + [%s]", size(), other.size());
    double[] sum = new double[size()];
    Arrays.setAll(sum, i -> values[i] + other.values[i]);
    return of(sum);
  }

  /** This row vector times a matrix, {@code [k] · [k, m]}. */
  public Vector times(Matrix matrix) {
    Shapes.require(size() == matrix.rows(), "[%s] · %s", size(), matrix);
    double[] product = new double[matrix.columns()];
    for (int k = 0; k < size(); k++) {
      if (values[k] != 0) {
        matrix.addScaledRow(k, values[k], product);
      }
    }
    return of(product);
  }

  /** Cut or padded with zeros. */
  public Vector resized(int size) {
    return new Vector(Arrays.copyOf(values, size));
  }

  /** The other vector's entries after this one's. */
  public Vector followedBy(Vector other) {
    double[] joined = Arrays.copyOf(values, Math.addExact(size(), other.size()));
    System.arraycopy(other.values, 0, joined, size(), other.size());
    return new Vector(joined);
  }

  /**
   * Every entry rounded to the nearest float; IllegalArgumentException if one has no finite float.
   */
  public Vector toFloat32() {
    return of(Arrays.stream(values).map(Shapes::toFloat32).toArray());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Vector vector && Arrays.equals(values, vector.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return Arrays.toString(values);
  }
}

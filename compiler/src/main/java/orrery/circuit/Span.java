package orrery.circuit;

import java.util.ArrayList;
import java.util.List;
import orrery.model.Matrix;
import orrery.model.MatrixBuilder;

/** An orthonormal basis that grows, by Gram and Schmidt's method done twice. */
public final class Span {
  /** Shorter than this, a unit vector's remainder is rounding of float32 weights. */
  public static final double LEAST = 1e-4;

  private final int width;
  private final List<double[]> basis = new ArrayList<>();

  /** The span of nothing in a space of {@code width} dimensions. */
  public Span(int width) {
    this.width = width;
  }

  /** The span of a matrix's rows. */
  public static Span of(Matrix rows) {
    Span span = new Span(rows.columns());
    for (int r = 0; r < rows.rows(); r++) span.add(rows.rowToArray(r));
    return span;
  }

  /** Adds what a vector has beyond this span; nothing where that is rounding. */
  public void add(double[] vector) {
    double length = norm(vector);
    if (length == 0 || basis.size() == width) return;
    double[] rest = scaled(vector, 1 / length);
    for (int pass = 0; pass < 2; pass++) {
      for (double[] b : basis) subtract(rest, b, dot(rest, b));
    }
    double left = norm(rest);
    if (left > LEAST) basis.add(scaled(rest, 1 / left));
  }

  /** The part of a vector that lies in this span. */
  public double[] project(double[] vector) {
    double[] projection = new double[width];
    for (double[] b : basis) subtract(projection, b, -dot(vector, b));
    return projection;
  }

  /** The basis, {@code [rank, width]}. */
  public Matrix basis() {
    MatrixBuilder rows = Matrix.builder(basis.size(), width);
    for (int r = 0; r < basis.size(); r++) rows.row(r, basis.get(r));
    return rows.build();
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) sum += a[i] * b[i];
    return sum;
  }

  private static double norm(double[] a) {
    return Math.sqrt(dot(a, a));
  }

  private static double[] scaled(double[] a, double factor) {
    double[] scaled = new double[a.length];
    for (int i = 0; i < a.length; i++) scaled[i] = a[i] * factor;
    return scaled;
  }

  private static void subtract(double[] from, double[] b, double factor) {
    for (int i = 0; i < from.length; i++) from[i] -= factor * b[i];
  }
}

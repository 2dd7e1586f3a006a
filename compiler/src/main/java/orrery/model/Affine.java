package orrery.model;

/**
 * An affine map of row vectors, x ↦ x w + b.
 *
 * @param w {@code [from, to]}
 * @param b {@code [to]}
 */
public record Affine(Matrix w, Vector b) {
  public Affine {
    Shapes.require(w.columns() == b.size(), "%s with a bias of %s", w, b.size());
  }

  /** A map without bias. */
  public static Affine of(Matrix w) {
    return new Affine(w, Vector.zero(w.columns()));
  }

  /** The map that sends everything to zero. */
  public static Affine zero(int from, int to) {
    return of(Matrix.zero(from, to));
  }

  /** Maps every row, {@code [row, from]} to {@code [row, to]}. */
  public Matrix apply(Matrix rows) {
    return rows.times(w).plusEveryRow(b);
  }

  /** The same map with wider or narrower ends; what is new is zero. */
  public Affine resized(int from, int to) {
    return new Affine(w.resized(from, to), b.resized(to));
  }

  /** The map that reads a stream in other coordinates: xᵀ = (x r)ᵀ is what it now gets. */
  Affine readingRotated(Matrix inverse) {
    return new Affine(inverse.times(w), b);
  }

  /** The map whose output is in other coordinates. */
  Affine writingRotated(Matrix r) {
    return new Affine(w.times(r), b.times(r));
  }

  long nonZeros() {
    return w.nonZeros() + b.nonZeros();
  }

  Affine toFloat32() {
    return new Affine(w.toFloat32(), b.toFloat32());
  }
}

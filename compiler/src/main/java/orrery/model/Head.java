package orrery.model;

/**
 * One attention head: scores are (q · k) / √dHead, and what it adds to the stream is z wO.
 *
 * @param q wQ {@code [dModel, dHead]} and bQ {@code [dHead]}
 * @param k wK {@code [dModel, dHead]} and bK {@code [dHead]}
 * @param v wV {@code [dModel, dHead]} and bV {@code [dHead]}
 * @param wO {@code [dHead, dModel]}; the bias bO belongs to the {@link Layer}
 */
public record Head(Affine q, Affine k, Affine v, Matrix wO) {
  public Head {
    int dModel = wO.columns();
    int dHead = wO.rows();
    for (Affine map : new Affine[] {q, k, v}) {
      Shapes.require(
          map.w().rows() == dModel && map.w().columns() == dHead,
          "a head that writes with %s cannot read with %s",
          wO,
          map.w());
    }
  }

  /** A head that looks everywhere alike and writes nothing. */
  public static Head zero(int dModel, int dHead) {
    Affine nothing = Affine.zero(dModel, dHead);
    return new Head(nothing, nothing, nothing, Matrix.zero(dHead, dModel));
  }

  public Matrix wQ() {
    return q.w();
  }

  public Vector bQ() {
    return q.b();
  }

  public Matrix wK() {
    return k.w();
  }

  public Vector bK() {
    return k.b();
  }

  public Matrix wV() {
    return v.w();
  }

  public Vector bV() {
    return v.b();
  }

  int dModel() {
    return wO.columns();
  }

  int dHead() {
    return wO.rows();
  }

  Head resized(int dModel) {
    return new Head(
        q.resized(dModel, dHead()),
        k.resized(dModel, dHead()),
        v.resized(dModel, dHead()),
        wO.resized(dHead(), dModel));
  }

  Head rotated(Matrix r, Matrix inverse) {
    return new Head(
        q.readingRotated(inverse),
        k.readingRotated(inverse),
        v.readingRotated(inverse),
        wO.times(r));
  }

  long nonZeros() {
    return q.nonZeros() + k.nonZeros() + v.nonZeros() + wO.nonZeros();
  }

  Head toFloat32() {
    return new Head(q.toFloat32(), k.toFloat32(), v.toFloat32(), wO.toFloat32());
  }
}

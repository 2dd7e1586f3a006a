package orrery.model;

/**
 * One MLP: act(x wIn + bIn) wOut + bOut.
 *
 * @param in wIn {@code [dModel, dMlp]} and bIn {@code [dMlp]}
 * @param out wOut {@code [dMlp, dModel]} and bOut {@code [dModel]}
 */
public record Mlp(Affine in, Affine out) {
  public Mlp {
    Shapes.require(
        in.w().columns() == out.w().rows() && in.w().rows() == out.w().columns(),
        "an MLP cannot be %s and then %s",
        in.w(),
        out.w());
  }

  /** Units that read nothing and write nothing. */
  public static Mlp zero(int dModel, int dMlp) {
    return new Mlp(Affine.zero(dModel, dMlp), Affine.zero(dMlp, dModel));
  }

  public Matrix wIn() {
    return in.w();
  }

  public Vector bIn() {
    return in.b();
  }

  public Matrix wOut() {
    return out.w();
  }

  public Vector bOut() {
    return out.b();
  }

  /** The number of units of this layer. */
  public int dMlp() {
    return in.w().columns();
  }

  /** This MLP with another's units after its own; it computes the sum of the two. */
  public Mlp plus(Mlp other) {
    return new Mlp(
        new Affine(wIn().beside(other.wIn()), bIn().followedBy(other.bIn())),
        new Affine(wOut().above(other.wOut()), bOut().plus(other.bOut())));
  }

  Mlp resized(int dModel, int dMlp) {
    return new Mlp(in.resized(dModel, dMlp), out.resized(dMlp, dModel));
  }

  Mlp rotated(Matrix r, Matrix inverse) {
    return new Mlp(in.readingRotated(inverse), out.writingRotated(r));
  }

  long nonZeros() {
    return in.nonZeros() + out.nonZeros();
  }

  Mlp toFloat32() {
    return new Mlp(in.toFloat32(), out.toFloat32());
  }
}

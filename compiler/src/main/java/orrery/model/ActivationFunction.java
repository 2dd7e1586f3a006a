package orrery.model;

/** The non-linearity between an MLP's two matrices; TransformerLens' {@code act_fn}. */
public enum ActivationFunction {
  /** max(0, x). */
  RELU("relu");

  private final String transformerLensName;

  ActivationFunction(String transformerLensName) {
    this.transformerLensName = transformerLensName;
  }

  /** The name in TransformerLens' {@code act_fn}. */
  public String transformerLensName() {
    return transformerLensName;
  }

  /** The function's value at one point. */
  public double apply(double x) {
    return switch (this) {
      case RELU -> x > 0 ? x : 0;
    };
  }
}

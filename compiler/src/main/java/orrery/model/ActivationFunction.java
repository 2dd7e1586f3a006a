package orrery.model;

/** The non-linearity between an MLP's two matrices; TransformerLens' {@code act_fn}. */
public enum ActivationFunction {
  /** max(0, x). */
  RELU("relu"),
  /**
   * 0.5 x (1 + tanh(√(2/π) (x + 0.044715 x³))): GPT-2's approximation (Hendrycks and Gimpel 2016);
   * TransformerLens' {@code gelu_new}.
   */
  GELU("gelu_new");

  private static final double ROOT = Math.sqrt(2 / Math.PI);
  private static final double CUBE = 0.044715;

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
      case GELU -> 0.5 * x * (1 + Math.tanh(ROOT * (x + CUBE * x * x * x)));
    };
  }

  /** The function's slope at one point; 0 for {@link #RELU} at 0. */
  public double slope(double x) {
    return switch (this) {
      case RELU -> x > 0 ? 1 : 0;
      case GELU -> {
        double t = Math.tanh(ROOT * (x + CUBE * x * x * x));
        yield 0.5 * (1 + t) + 0.5 * x * (1 - t * t) * ROOT * (1 + 3 * CUBE * x * x);
      }
    };
  }
}

package orrery.model;

/**
 * What every reader does to the residual stream before its own matrix; TransformerLens' {@code
 * normalization_type} with the learned scale and shift folded into the reader.
 *
 * <p>Source: TransformerLens, {@code components/layer_norm_pre.py} and {@code rms_norm_pre.py}; the
 * variance is the biased one, and ε = {@link #EPSILON} is its default.
 */
public enum Normalization {
  /** Nothing. */
  NONE("none"),
  /** (x − mean) / √(variance + ε). */
  LAYER_NORM("LNPre"),
  /** x / √(mean of squares + ε). */
  RMS("RMSPre");

  /** Keeps the root away from zero. */
  public static final double EPSILON = 1e-5;

  private final String transformerLensName;

  Normalization(String transformerLensName) {
    this.transformerLensName = transformerLensName;
  }

  /** The name in TransformerLens' {@code normalization_type}. */
  public String transformerLensName() {
    return transformerLensName;
  }

  /** One position's stream as a reader gets it, {@code [dModel]}. */
  public double[] apply(double[] x) {
    if (this == NONE) return x;
    double mean = 0;
    if (this == LAYER_NORM) {
      for (double v : x) mean += v;
      mean /= x.length;
    }
    double squares = 0;
    for (double v : x) squares += (v - mean) * (v - mean);
    double scale = Math.sqrt(squares / x.length + EPSILON);
    double[] normal = new double[x.length];
    for (int i = 0; i < x.length; i++) normal[i] = (x[i] - mean) / scale;
    return normal;
  }

  /** Every row as a reader gets it. */
  Matrix apply(Matrix rows) {
    if (this == NONE) return rows;
    MatrixBuilder normal = Matrix.builder(rows.rows(), rows.columns());
    for (int r = 0; r < rows.rows(); r++) normal.row(r, apply(rows.rowToArray(r)));
    return normal.build();
  }

  /** Every lane as a reader gets it, {@code [dModel, lane]}; nothing to do for {@link #NONE}. */
  void apply(float[][] x, float[][] out, int lanes) {
    if (this == NONE) return;
    double[] one = new double[x.length];
    for (int lane = 0; lane < lanes; lane++) {
      for (int d = 0; d < one.length; d++) one[d] = x[d][lane];
      double[] normal = apply(one);
      for (int d = 0; d < one.length; d++) out[d][lane] = (float) normal[d];
    }
  }
}

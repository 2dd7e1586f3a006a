package orrery.components;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import orrery.model.Affine;
import orrery.model.Head;
import orrery.model.Layer;
import orrery.model.Matrix;
import orrery.model.MatrixBuilder;
import orrery.model.Mlp;
import orrery.model.TransformerConfig;
import orrery.model.Vector;
import orrery.model.Weights;

/**
 * The weights with which training begins: every matrix from N(0, σ²) with σ = 0.8 / √dModel, every
 * bias zero.
 *
 * <p>Source: TransformerLens, {@code HookedTransformerConfig.py}: {@code init_mode} "gpt2" with
 * {@code initializer_range} at its default. InterpBench takes the width of its compiled model for
 * dModel; here it is the model's own.
 */
public final class InitialWeights {
  private static final double SCALE = 0.8;
  private static final String GENERATOR = "L64X128MixRandom";

  private final RandomGenerator random;
  private final double sigma;
  private double spare = Double.NaN; // the polar method makes two at a time

  private InitialWeights(long seed, double sigma) {
    this.random = RandomGeneratorFactory.of(GENERATOR).create(seed);
    this.sigma = sigma;
  }

  /** The standard deviation of a shape's initial weights. */
  public static double sigma(TransformerConfig config) {
    return SCALE / Math.sqrt(config.dModel());
  }

  /**
   * The weights of one seed, the same bits on every machine; rounded to float32, so that training
   * in float32 begins with exactly these.
   */
  public static Weights of(TransformerConfig config, long seed) {
    return new InitialWeights(seed, sigma(config)).weights(config).toFloat32();
  }

  private Weights weights(TransformerConfig c) {
    Matrix wE = matrix(c.dVocab(), c.dModel());
    Matrix wPos = matrix(c.nCtx(), c.dModel());
    List<Layer> layers = new ArrayList<>();
    for (int l = 0; l < c.nLayers(); l++) layers.add(layer(c));
    return new Weights(c, wE, wPos, layers, affine(c.dModel(), c.dVocabOut()));
  }

  private Layer layer(TransformerConfig c) {
    List<Head> heads = new ArrayList<>();
    for (int h = 0; h < c.nHeads(); h++) {
      Affine q = affine(c.dModel(), c.dHead());
      Affine k = affine(c.dModel(), c.dHead());
      Affine v = affine(c.dModel(), c.dHead());
      heads.add(new Head(q, k, v, matrix(c.dHead(), c.dModel())));
    }
    Optional<Mlp> mlp =
        c.attnOnly()
            ? Optional.empty()
            : Optional.of(new Mlp(affine(c.dModel(), c.dMlp()), affine(c.dMlp(), c.dModel())));
    return new Layer(heads, Vector.zero(c.dModel()), mlp);
  }

  private Affine affine(int from, int to) {
    return Affine.of(matrix(from, to));
  }

  private Matrix matrix(int rows, int columns) {
    MatrixBuilder matrix = Matrix.builder(rows, columns);
    for (int r = 0; r < rows; r++) {
      double[] row = new double[columns];
      for (int c = 0; c < columns; c++) row[c] = sigma * gaussian();
      matrix.row(r, row);
    }
    return matrix.build();
  }

  /** Marsaglia's polar method (1964), in StrictMath. */
  private double gaussian() {
    if (!Double.isNaN(spare)) {
      double kept = spare;
      spare = Double.NaN;
      return kept;
    }
    double x;
    double y;
    double square;
    do {
      x = 2 * random.nextDouble() - 1;
      y = 2 * random.nextDouble() - 1;
      square = x * x + y * y;
    } while (square >= 1 || square == 0);
    double factor = StrictMath.sqrt(-2 * StrictMath.log(square) / square);
    spare = y * factor;
    return x * factor;
  }
}

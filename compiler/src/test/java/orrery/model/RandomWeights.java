package orrery.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Random models of every shape the machine has to run: ragged, sparse or dense, with and without
 * MLPs.
 */
public final class RandomWeights {
  private final RandomGenerator random;
  private final double density;

  private RandomWeights(RandomGenerator random, double density) {
    this.random = random;
    this.density = density;
  }

  /**
   * A small model whose layers differ in heads and units; about {@code density} of its weights are
   * not zero.
   */
  public static Weights small(RandomGenerator random, double density) {
    AttentionDirection[] directions = AttentionDirection.values();
    TransformerConfig config =
        new TransformerConfig(
            random.nextInt(0, 4),
            3,
            random.nextInt(1, 12),
            random.nextInt(1, 6),
            7,
            random.nextInt(1, 8),
            random.nextInt(1, 6),
            random.nextInt(1, 6),
            ActivationFunction.RELU,
            directions[random.nextInt(directions.length)]);
    return new RandomWeights(random, density).ragged(config);
  }

  /**
   * A still smaller model with any normalisation and non-linearity, for oracles that compute
   * everything many times; about {@code density} of its weights are not zero.
   */
  public static Weights tiny(RandomGenerator random, double density) {
    Normalization[] normalizations = Normalization.values();
    ActivationFunction[] activations = ActivationFunction.values();
    AttentionDirection[] directions = AttentionDirection.values();
    TransformerConfig config =
        new TransformerConfig(
            random.nextInt(0, 4),
            2,
            random.nextInt(1, 6),
            random.nextInt(1, 4),
            4,
            random.nextInt(1, 5),
            random.nextInt(1, 6),
            random.nextInt(1, 5),
            activations[random.nextInt(activations.length)],
            directions[random.nextInt(directions.length)],
            normalizations[random.nextInt(normalizations.length)]);
    return new RandomWeights(random, density).ragged(config);
  }

  /** A model with every head and unit of its configuration. */
  public static Weights full(TransformerConfig config, RandomGenerator random, double density) {
    RandomWeights weights = new RandomWeights(random, density);
    List<Layer> layers = new ArrayList<>();
    for (int l = 0; l < config.nLayers(); l++) {
      layers.add(weights.layer(config, config.nHeads(), config.dMlp()));
    }
    return weights.around(config, layers);
  }

  private Weights ragged(TransformerConfig config) {
    List<Layer> layers = new ArrayList<>();
    for (int l = 0; l < config.nLayers(); l++) {
      layers.add(
          layer(config, random.nextInt(config.nHeads() + 1), random.nextInt(config.dMlp() + 1)));
    }
    return around(config, layers);
  }

  private Weights around(TransformerConfig config, List<Layer> layers) {
    return new Weights(
        config,
        matrix(config.dVocab(), config.dModel()),
        matrix(config.nCtx(), config.dModel()),
        layers,
        affine(config.dModel(), config.dVocabOut()));
  }

  private Layer layer(TransformerConfig config, int nHeads, int dMlp) {
    List<Head> heads = new ArrayList<>();
    for (int h = 0; h < nHeads; h++) {
      heads.add(
          new Head(
              affine(config.dModel(), config.dHead()),
              affine(config.dModel(), config.dHead()),
              affine(config.dModel(), config.dHead()),
              matrix(config.dHead(), config.dModel())));
    }
    Optional<Mlp> mlp =
        dMlp == 0
            ? Optional.empty()
            : Optional.of(new Mlp(affine(config.dModel(), dMlp), affine(dMlp, config.dModel())));
    return new Layer(heads, vector(config.dModel()), mlp);
  }

  private Affine affine(int from, int to) {
    return new Affine(matrix(from, to), vector(to));
  }

  /** Entries of about 1 / √(what is summed), so that activations neither vanish nor explode. */
  private Matrix matrix(int rows, int columns) {
    MatrixBuilder builder = Matrix.builder(rows, columns);
    double scale = 1 / Math.sqrt(Math.max(1, rows * density));
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        builder.set(r, c, entry() * scale);
      }
    }
    return builder.build();
  }

  private Vector vector(int size) {
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = entry();
    }
    return Vector.of(values);
  }

  private double entry() {
    return random.nextDouble() < density ? random.nextGaussian() : 0;
  }

  /** Some sequences of any length that fits. */
  public static int[][] tokens(RandomGenerator random, TransformerConfig config, int count) {
    int[][] tokens = new int[count][];
    for (int s = 0; s < count; s++) {
      tokens[s] = random.ints(random.nextInt(1, config.nCtx() + 1), 0, config.dVocab()).toArray();
    }
    return tokens;
  }
}

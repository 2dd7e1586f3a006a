package orrery.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;
import orrery.model.ActivationFunction;
import orrery.model.Affine;
import orrery.model.AttentionDirection;
import orrery.model.Head;
import orrery.model.Layer;
import orrery.model.Matrix;
import orrery.model.MatrixBuilder;
import orrery.model.Mlp;
import orrery.model.ReferenceTransformer;
import orrery.model.TransformerConfig;
import orrery.model.Vector;
import orrery.model.Weights;

/** The float64 reference computes what the same formulas give on ND4J's BLAS. */
class Nd4jReferenceTest {
  /**
   * Float64 sums of at most 48 terms in another order, through three layers: far below 1e-10 of
   * values near 10.
   */
  private static final double TOLERANCE = 1e-10;

  @ParameterizedTest
  @EnumSource
  void theReferenceAgreesWithBlas(AttentionDirection direction) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
    for (double density : new double[] {1, 0.3, 0.05}) {
      Weights weights = weights(direction, random, density);
      for (int length = 1; length <= weights.config().nCtx(); length++) {
        int[] tokens = random.ints(length, 0, weights.config().dVocab()).toArray();
        Matrix expected = new ReferenceTransformer(weights).run(tokens).logits();

        INDArray logits = forward(weights, tokens);

        assertThat(logits.shape()).containsExactly(length, weights.config().dVocabOut());
        for (int p = 0; p < length; p++) {
          for (int o = 0; o < expected.columns(); o++) {
            assertThat(logits.getDouble(p, o)).isCloseTo(expected.get(p, o), within(TOLERANCE));
          }
        }
      }
    }
  }

  private static INDArray forward(Weights weights, int[] tokens) {
    INDArray oneHot = Nd4j.zeros(DataType.DOUBLE, tokens.length, weights.config().dVocab());
    for (int p = 0; p < tokens.length; p++) {
      oneHot.putScalar(p, tokens[p], 1);
    }
    INDArray first = Nd4j.eye(weights.config().nCtx()).castTo(DataType.DOUBLE);
    INDArray positions = first.get(NDArrayIndex.interval(0, tokens.length));
    INDArray stream = oneHot.mmul(of(weights.wE())).add(positions.mmul(of(weights.wPos())));
    for (Layer layer : weights.layers()) {
      INDArray added = stream.mul(0).addRowVector(of(layer.bO()));
      for (Head head : layer.heads()) {
        added = added.add(result(head, stream, weights.config()));
      }
      stream = stream.add(added);
      if (layer.mlp().isPresent()) {
        Mlp mlp = layer.mlp().get();
        stream = stream.add(apply(mlp.out(), Transforms.relu(apply(mlp.in(), stream))));
      }
    }
    return apply(weights.unembed(), stream);
  }

  private static INDArray result(Head head, INDArray stream, TransformerConfig config) {
    INDArray q = apply(head.q(), stream);
    INDArray k = apply(head.k(), stream);
    INDArray v = apply(head.v(), stream);
    INDArray scores = q.mmul(k.transpose()).div(Math.sqrt(config.dHead())); // [query, key]
    if (config.attentionDirection() == AttentionDirection.CAUSAL) {
      for (int query = 0; query < scores.rows(); query++) {
        for (int key = query + 1; key < scores.columns(); key++) {
          scores.putScalar(query, key, -1e300);
        }
      }
    }
    INDArray weights = Transforms.exp(scores.subColumnVector(scores.max(true, 1)));
    INDArray pattern = weights.divColumnVector(weights.sum(true, 1));
    return pattern.mmul(v).mmul(of(head.wO()));
  }

  private static INDArray apply(Affine map, INDArray rows) {
    return rows.mmul(of(map.w())).addRowVector(of(map.b()));
  }

  private static INDArray of(Matrix matrix) {
    double[][] rows = new double[matrix.rows()][];
    Arrays.setAll(rows, matrix::rowToArray);
    return Nd4j.createFromArray(rows);
  }

  private static INDArray of(Vector vector) {
    return Nd4j.createFromArray(new double[][] {vector.toArray()});
  }

  private static Weights weights(
      AttentionDirection direction, RandomGenerator random, double density) {
    TransformerConfig config =
        new TransformerConfig(3, 3, 24, 7, 48, 9, 6, 11, ActivationFunction.RELU, direction);
    List<Layer> layers = new ArrayList<>();
    for (int l = 0; l < config.nLayers(); l++) {
      List<Head> heads = new ArrayList<>();
      for (int h = 0; h < config.nHeads(); h++) {
        heads.add(
            new Head(
                affine(24, 7, random, density),
                affine(24, 7, random, density),
                affine(24, 7, random, density),
                matrix(7, 24, random, density)));
      }
      Mlp mlp = new Mlp(affine(24, 48, random, density), affine(48, 24, random, density));
      layers.add(
          new Layer(heads, vector(24, random), l == 1 ? Optional.empty() : Optional.of(mlp)));
    }
    return new Weights(
        config,
        matrix(6, 24, random, density),
        matrix(9, 24, random, density),
        layers,
        affine(24, 11, random, density));
  }

  private static Affine affine(int from, int to, RandomGenerator random, double density) {
    return new Affine(matrix(from, to, random, density), vector(to, random));
  }

  private static Vector vector(int size, RandomGenerator random) {
    return Vector.of(random.doubles(size, -1, 1).toArray());
  }

  private static Matrix matrix(int rows, int columns, RandomGenerator random, double density) {
    MatrixBuilder builder = Matrix.builder(rows, columns);
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        if (random.nextDouble() < density) {
          builder.set(r, c, random.nextGaussian() / Math.sqrt(rows * density));
        }
      }
    }
    return builder.build();
  }
}

package orrery.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The passes' tools change the weights and not what they compute. */
class WeightsProperties {
  /** Float64 sums of some hundred terms of size ten, each rounded to 2^-53. */
  private static final double ROUNDING = 1e-10;

  @Property(tries = 100)
  void aRotatedModelHasTheSameLogits(@ForAll long seed) {
    RandomGenerator random = TransformerProperties.random(seed);
    Weights weights = RandomWeights.small(random, 0.5);

    sameLogits(
        weights, weights.rotated(Orthogonal.random(weights.config().dModel(), random)), random);
  }

  @Property(tries = 100)
  void paddingHeadsUnitsAndDimensionsKeepsTheLogits(@ForAll long seed) {
    RandomGenerator random = TransformerProperties.random(seed);
    Weights weights = RandomWeights.small(random, 0.5);

    Weights padded = weights.padded();

    sameLogits(weights, padded, random);
    sameLogits(weights, weights.plusDimensions(3), random);
    assertThat(padded.nonZeros()).isEqualTo(weights.nonZeros());
    for (Layer layer : padded.layers()) {
      assertThat(layer.heads()).hasSize(weights.config().nHeads());
      assertThat(layer.dMlp()).isEqualTo(weights.config().dMlp());
    }
  }

  @Property(tries = 100)
  void permutingHeadsAndAddingHalvesKeepsTheLogits(@ForAll long seed) {
    RandomGenerator random = TransformerProperties.random(seed);
    Weights weights = RandomWeights.small(random, 0.5);
    Weights changed = weights;
    for (int l = 0; l < weights.layers().size(); l++) {
      Layer layer = weights.layers().get(l);
      int n = layer.heads().size();
      int[] reversed = new int[n];
      java.util.Arrays.setAll(reversed, i -> n - 1 - i);
      Layer split =
          new Layer(
              layer.heads().stream().map(WeightsProperties::half).toList(),
              layer.bO(),
              layer.mlp().map(WeightsProperties::half));
      split = split.plusHeads(split.heads());
      if (layer.mlp().isPresent()) {
        split = split.plusUnits(split.mlp().get());
      }
      List<Head> shuffled = new ArrayList<>(split.heads().subList(0, n));
      assertThat(
              new Layer(shuffled, layer.bO(), Optional.empty())
                  .permuted(reversed)
                  .permuted(reversed)
                  .heads())
          .isEqualTo(shuffled);
      changed = changed.withLayer(l, split);
    }

    sameLogits(weights, changed, random);
  }

  @Property(tries = 100)
  void roundingTwiceIsRoundingOnce(@ForAll long seed) {
    Weights weights = RandomWeights.small(TransformerProperties.random(seed), 0.5);
    Weights rounded = weights.toFloat32();

    assertThat(rounded.toFloat32()).isEqualTo(rounded).hasSameHashCodeAs(rounded);
    rounded.wE().forEach((r, c, x) -> assertThat(x).isEqualTo((float) weights.wE().get(r, c)));
  }

  @Example
  void aMatrixThatIsNoRotationIsRefused() {
    Weights weights = RandomWeights.full(CONFIG, TransformerProperties.random(1), 0.5);

    assertThatThrownBy(() -> weights.rotated(Matrix.zero(3, 4)))
        .hasMessage("a rotation [3, 4] of a stream of 4");
    assertThatThrownBy(() -> weights.rotated(Matrix.identity(4).map(x -> 2 * x)))
        .hasMessage("row 0 has squared length 4.0");
    Matrix twice = Matrix.builder(4, 4).set(0, 0, 1).set(1, 0, 1).set(2, 1, 1).set(3, 2, 1).build();
    assertThatThrownBy(() -> weights.rotated(twice)).hasMessageStartingWith("not orthogonal");
  }

  @Example
  void weightsThatDoNotFitTheConfigurationAreRefused() {
    Weights weights = RandomWeights.full(CONFIG, TransformerProperties.random(1), 0.5);

    assertThatThrownBy(
            () ->
                new Weights(
                    CONFIG, Matrix.zero(2, 4), weights.wPos(), weights.layers(), weights.unembed()))
        .hasMessage("wE is [2, 4], must be [5, 4]");
    assertThatThrownBy(
            () ->
                new Weights(
                    CONFIG.withHeadsAndUnits(1, 3),
                    weights.wE(),
                    weights.wPos(),
                    weights.layers(),
                    weights.unembed()))
        .hasMessage("a layer of 2 heads and 3 units in a model of 1 and 3");
    assertThatThrownBy(() -> weights.layers().get(0).permuted(0, 0))
        .hasMessage("0 comes twice or is no head");
  }

  private static final TransformerConfig CONFIG =
      new TransformerConfig(
          1, 2, 4, 2, 3, 6, 5, 5, ActivationFunction.RELU, AttentionDirection.CAUSAL);

  private static Head half(Head head) {
    return new Head(head.q(), head.k(), head.v(), head.wO().map(x -> x / 2));
  }

  private static Mlp half(Mlp mlp) {
    return new Mlp(
        mlp.in(),
        new Affine(
            mlp.wOut().map(x -> x / 2),
            mlp.bOut().times(Matrix.identity(mlp.bOut().size()).map(x -> x / 2))));
  }

  private static void sameLogits(Weights a, Weights b, RandomGenerator random) {
    for (int[] tokens : RandomWeights.tokens(random, a.config(), 3)) {
      Matrix expected = new ReferenceTransformer(a).run(tokens).logits();
      Matrix actual = new ReferenceTransformer(b).run(tokens).logits();
      for (int p = 0; p < tokens.length; p++) {
        for (int i = 0; i < expected.columns(); i++) {
          assertThat(actual.get(p, i)).isCloseTo(expected.get(p, i), within(ROUNDING * 100));
        }
      }
    }
  }
}

package orrery.siit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import orrery.model.ActivationFunction;
import orrery.model.AttentionDirection;
import orrery.model.RandomWeights;
import orrery.model.TransformerConfig;
import orrery.model.Weights;

/** One flat array and a model's matrices are two ways to write the same numbers. */
class ParameterLayoutProperties {
  private static TransformerConfig config(Random random, int units) {
    return new TransformerConfig(
        random.nextInt(0, 4),
        random.nextInt(1, 4),
        random.nextInt(1, 7),
        random.nextInt(1, 5),
        units,
        random.nextInt(1, 6),
        random.nextInt(1, 6),
        random.nextInt(1, 5),
        ActivationFunction.GELU,
        AttentionDirection.BIDIRECTIONAL);
  }

  @Property(tries = 100)
  void aModelComesBackFromItsParameters(@ForAll long seed, @ForAll @IntRange(max = 3) int units) {
    Random random = new Random(seed);
    TransformerConfig config = config(random, units);
    Weights weights = RandomWeights.full(config, random, 0.9).toFloat32();
    ParameterLayout layout = new ParameterLayout(config);

    assertThat(layout.weights(layout.flat(weights))).isEqualTo(weights);
  }

  @Property(tries = 100)
  void everyParameterHasOnePlaceInTheModel(@ForAll long seed, @ForAll @IntRange(max = 3) int units) {
    ParameterLayout layout = new ParameterLayout(config(new Random(seed), units));
    float[] numbered = new float[layout.size()];
    for (int i = 0; i < numbered.length; i++) numbered[i] = i + 1;

    Weights weights = layout.weights(numbered);

    assertThat(layout.flat(weights)).containsExactly(numbered);
    assertThat(weights.nonZeros()).isEqualTo(layout.size());
  }

  @Property(tries = 50)
  void headsAndUnitsThatAreNotThereAreZeros(@ForAll long seed) {
    Weights ragged = RandomWeights.tiny(new Random(seed), 0.9).toFloat32();
    ParameterLayout layout = new ParameterLayout(ragged.config());

    assertThat(layout.weights(layout.flat(ragged))).isEqualTo(ragged.padded());
  }
}

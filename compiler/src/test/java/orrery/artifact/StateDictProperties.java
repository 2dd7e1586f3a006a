package orrery.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import orrery.model.ActivationFunction;
import orrery.model.AttentionDirection;
import orrery.model.Matrix;
import orrery.model.RandomWeights;
import orrery.model.ReferenceTransformer;
import orrery.model.TransformerConfig;
import orrery.model.Weights;

/** A state dict holds the model, under TransformerLens' names and in its shapes. */
class StateDictProperties {
  private static final Path FILE = Path.of("model.safetensors");

  /**
   * Sums of some hundred products in float64, in another order: 100 · 2^-53 of values around 100.
   */
  private static final double ROUNDING = 1e-9;

  @Property(tries = 100)
  void whatIsExportedIsImportedWithZerosForWhatALayerLacks(@ForAll long seed)
      throws ArtifactException {
    Weights weights = RandomWeights.small(random(seed), 0.5);

    assertThat(StateDict.weights(StateDict.of(weights), weights.config(), FILE))
        .isEqualTo(weights.padded());
  }

  @Property(tries = 100)
  void aForwardPassFromTransformerLensDocumentsGivesTheSameLogits(@ForAll long seed) {
    RandomGenerator random = random(seed);
    Weights weights = RandomWeights.small(random, 0.5);
    TransformerConfig config = weights.config();

    for (int[] tokens : RandomWeights.tokens(random, config, 2)) {
      Matrix expected = new ReferenceTransformer(weights).run(tokens).logits();
      double[][] actual = new TransformerLensForward(StateDict.of(weights), config).logits(tokens);
      for (int p = 0; p < tokens.length; p++) {
        for (int o = 0; o < config.dVocabOut(); o++) {
          assertThat(actual[p][o]).isCloseTo(expected.get(p, o), within(ROUNDING));
        }
      }
    }
  }

  @Property(tries = 100)
  void aConfigurationComesBackFromItsFields(@ForAll long seed) throws ArtifactException {
    TransformerConfig config = RandomWeights.small(random(seed), 0.1).config();
    String text = TransformerLensConfig.toJson(config.withHeadsAndUnits(3, 0)).toString();

    assertThat(TransformerLensConfig.fromJson(TransformerLensConfig.toJson(config), FILE))
        .isEqualTo(config);
    assertThat(TransformerLensConfig.fromJson(JsonParser.parseString(text).getAsJsonObject(), FILE))
        .isEqualTo(config.withHeadsAndUnits(3, 0));
  }

  @Example
  void namesAndShapesAreTransformerLens() {
    TransformerConfig config =
        new TransformerConfig(
            1, 2, 3, 4, 5, 6, 7, 8, ActivationFunction.RELU, AttentionDirection.CAUSAL);
    SortedMap<String, List<Integer>> shapes = new TreeMap<>();
    StateDict.of(RandomWeights.full(config, random(1), 0.5))
        .forEach((name, tensor) -> shapes.put(name, tensor.shape()));

    SortedMap<String, List<Integer>> expected = new TreeMap<>();
    expected.put("embed.W_E", List.of(7, 3));
    expected.put("pos_embed.W_pos", List.of(6, 3));
    expected.put("blocks.0.attn.W_Q", List.of(2, 3, 4));
    expected.put("blocks.0.attn.W_K", List.of(2, 3, 4));
    expected.put("blocks.0.attn.W_V", List.of(2, 3, 4));
    expected.put("blocks.0.attn.W_O", List.of(2, 4, 3));
    expected.put("blocks.0.attn.b_Q", List.of(2, 4));
    expected.put("blocks.0.attn.b_K", List.of(2, 4));
    expected.put("blocks.0.attn.b_V", List.of(2, 4));
    expected.put("blocks.0.attn.b_O", List.of(3));
    expected.put("blocks.0.mlp.W_in", List.of(3, 5));
    expected.put("blocks.0.mlp.b_in", List.of(5));
    expected.put("blocks.0.mlp.W_out", List.of(5, 3));
    expected.put("blocks.0.mlp.b_out", List.of(3));
    expected.put("unembed.W_U", List.of(3, 8));
    expected.put("unembed.b_U", List.of(8));
    assertThat(shapes).isEqualTo(expected);
  }

  @Example
  void tensorsThatDoNotBelongTogetherAreRefused() {
    TransformerConfig config =
        new TransformerConfig(
            1, 2, 3, 4, 5, 6, 7, 8, ActivationFunction.RELU, AttentionDirection.CAUSAL);
    SortedMap<String, Tensor> tensors = StateDict.of(RandomWeights.full(config, random(1), 0.5));

    SortedMap<String, Tensor> fewer = new TreeMap<>(tensors);
    fewer.remove("unembed.b_U");
    assertThatThrownBy(() -> StateDict.weights(fewer, config, FILE))
        .isInstanceOf(ArtifactException.class)
        .hasMessageContaining("tensor unembed.b_U is missing");
    SortedMap<String, Tensor> more = new TreeMap<>(tensors);
    more.put("blocks.1.attn.b_O", tensors.get("blocks.0.attn.b_O"));
    assertThatThrownBy(() -> StateDict.weights(more, config, FILE))
        .hasMessageContaining("it has a tensor blocks.1.attn.b_O, which this model has no use for");
    assertThatThrownBy(() -> StateDict.weights(tensors, config.withDModel(4), FILE))
        .hasMessageContaining("tensor embed.W_E is [7, 3], the configuration says [7, 4]");
  }

  @Example
  void aConfigurationThatTheMachineCannotRunIsRefused() {
    JsonObject json =
        TransformerLensConfig.toJson(
            new TransformerConfig(
                1, 2, 3, 4, 5, 6, 7, 8, ActivationFunction.RELU, AttentionDirection.CAUSAL));

    refused(
        json,
        "normalization_type",
        "\"LN\"",
        "normalization_type is \"LN\", must be null, \"LNPre\" or \"RMSPre\"");
    refused(json, "act_fn", "\"gelu\"", "act_fn is \"gelu\", must be one of [relu, gelu_new]");
    refused(json, "n_ctx", "0", "n_ctx is 0, must be a number from 1 to 16777216");
    refused(json, "d_model", "1e99", "d_model is 1e99, must be a whole number");
    refused(json, "d_head", "2.5", "d_head is 2.5, must be a whole number");
    refused(json, "d_vocab", "\"7\"", "d_vocab is \"7\", must be a number from 1 to 16777216");
    refused(json, "n_heads", "[]", "n_heads is [], must be a number");
    refused(json, "positional_embedding_type", "\"rotary\"", "must be \"standard\"");
  }

  private static void refused(JsonObject json, String field, String value, String wrong) {
    JsonObject changed = json.deepCopy();
    changed.add(field, JsonParser.parseString(value));
    assertThatThrownBy(() -> TransformerLensConfig.fromJson(changed, FILE))
        .isInstanceOf(ArtifactException.class)
        .hasMessageContaining(wrong);
  }

  private static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }
}

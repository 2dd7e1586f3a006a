package orrery.artifact;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import orrery.model.ActivationFunction;
import orrery.model.AttentionDirection;
import orrery.model.Normalization;
import orrery.model.TransformerConfig;

/**
 * A configuration as the fields of TransformerLens' {@code HookedTransformerConfig}, and back.
 *
 * <p>Source: TransformerLens, {@code transformer_lens/config/HookedTransformerConfig.py}. Every
 * field that changes what a model computes is written even where it has its default; reading
 * requires them to say what the machine does.
 */
public final class TransformerLensConfig {
  /** Fields that say what the machine always does. */
  private static final Map<String, JsonElement> FIXED =
      Map.of(
          "positional_embedding_type", new JsonPrimitive("standard"),
          "use_attn_scale", new JsonPrimitive(true),
          "scale_attn_by_inverse_layer_idx", new JsonPrimitive(false),
          "parallel_attn_mlp", new JsonPrimitive(false),
          "use_local_attn", new JsonPrimitive(false),
          "gated_mlp", new JsonPrimitive(false),
          "default_prepend_bos", new JsonPrimitive(true));

  private static final String NORMALIZATION = "normalization_type";

  /** No size in a configuration is larger. */
  private static final int LARGEST = 1 << 24;

  private TransformerLensConfig() {}

  /** The fields, in a fixed order. */
  public static JsonObject toJson(TransformerConfig config) {
    JsonObject json = new JsonObject();
    json.addProperty("model_name", "orrery");
    json.addProperty("n_layers", config.nLayers());
    json.addProperty("n_heads", config.nHeads());
    json.addProperty("d_model", config.dModel());
    json.addProperty("d_head", config.dHead());
    if (!config.attnOnly()) {
      json.addProperty("d_mlp", config.dMlp());
    }
    json.addProperty("attn_only", config.attnOnly());
    json.addProperty("n_ctx", config.nCtx());
    json.addProperty("d_vocab", config.dVocab());
    json.addProperty("d_vocab_out", config.dVocabOut());
    json.addProperty("act_fn", config.activation().transformerLensName());
    json.addProperty("attention_dir", config.attentionDirection().transformerLensName());
    Map<String, JsonElement> rest = new TreeMap<>(FIXED);
    rest.put(NORMALIZATION, normalization(config.normalization()));
    rest.forEach(json::add);
    return json;
  }

  /** The configuration that these fields describe; other fields are left alone. */
  public static TransformerConfig fromJson(JsonObject json, Path file) throws ArtifactException {
    Reader in = new Reader(json, file);
    for (String field : FIXED.keySet().stream().sorted().toList()) {
      if (json.has(field) && !json.get(field).equals(FIXED.get(field))) {
        throw in.wrong(field, "must be " + FIXED.get(field));
      }
    }
    boolean attnOnly = new JsonPrimitive(true).equals(json.get("attn_only"));
    return new TransformerConfig(
        in.size("n_layers", 0),
        in.size("n_heads", 1),
        in.size("d_model", 1),
        in.size("d_head", 1),
        attnOnly ? 0 : in.size("d_mlp", 1),
        in.size("n_ctx", 1),
        in.size("d_vocab", 1),
        in.size("d_vocab_out", 1),
        in.choice(
            "act_fn",
            Arrays.asList(ActivationFunction.values()),
            ActivationFunction::transformerLensName),
        in.choice(
            "attention_dir",
            Arrays.asList(AttentionDirection.values()),
            AttentionDirection::transformerLensName),
        in.normalization());
  }

  /** The name of a normalisation; null stands for none, as in TransformerLens. */
  private static JsonElement normalization(Normalization kind) {
    return kind == Normalization.NONE
        ? JsonNull.INSTANCE
        : new JsonPrimitive(kind.transformerLensName());
  }

  /** Reads one field at a time. */
  private record Reader(JsonObject json, Path file) {
    int size(String field, int least) throws ArtifactException {
      if (json.get(field) instanceof JsonPrimitive value && value.isNumber()) {
        try {
          int size = new BigDecimal(value.getAsString()).intValueExact();
          if (size >= least && size <= LARGEST) {
            return size;
          }
        } catch (ArithmeticException | NumberFormatException e) {
          throw wrong(field, "must be a whole number");
        }
      }
      throw wrong(field, "must be a number from %d to %d".formatted(least, LARGEST));
    }

    Normalization normalization() throws ArtifactException {
      for (Normalization kind : Normalization.values()) {
        if (TransformerLensConfig.normalization(kind).equals(json.get(NORMALIZATION))) return kind;
      }
      throw wrong(NORMALIZATION, "must be null, \"LNPre\" or \"RMSPre\"");
    }

    <T> T choice(String field, List<T> choices, java.util.function.Function<T, String> name)
        throws ArtifactException {
      for (T choice : choices) {
        if (new JsonPrimitive(name.apply(choice)).equals(json.get(field))) {
          return choice;
        }
      }
      throw wrong(field, "must be one of " + choices.stream().map(name).toList());
    }

    ArtifactException wrong(String field, String must) {
      JsonElement value = json.get(field);
      String shown = value == null ? "missing" : abbreviated(value.toString());
      return new ArtifactException(
          file,
          "%s is %s, %s".formatted(field, shown, must),
          "Write the model again, or export it without what this machine cannot do.");
    }

    private static String abbreviated(String text) {
      return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
  }
}

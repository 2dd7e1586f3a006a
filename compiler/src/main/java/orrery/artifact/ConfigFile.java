package orrery.artifact;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import orrery.causal.CausalModel;
import orrery.circuit.BuildRecord;
import orrery.circuit.CompiledModel;
import orrery.circuit.OutputHead;
import orrery.model.Layer;
import orrery.model.TransformerConfig;
import orrery.types.Domain;
import orrery.weights.Dials;

/**
 * {@code config.json}: the fields of TransformerLens' configuration, and under {@code orrery} how
 * the model was made, which logits answer what, and how many heads and units each layer has.
 */
final class ConfigFile {
  static final String SCHEMA = "orrery/config/1";

  /** The version that a folder says it was written by. */
  static final String VERSION = "0.1.0";

  private ConfigFile() {}

  /**
   * What the file says.
   *
   * @param layers the heads and units of each layer
   * @param outputs one for each of the causal model's
   * @param build the record but for the program's text
   */
  record Content(
      TransformerConfig config, List<Size> layers, List<OutputHead> outputs, BuildRecord build) {}

  /** How many heads a layer has, and units, if it has an MLP. */
  record Size(int heads, OptionalInt units) {}

  static void write(Path file, CompiledModel model) throws ArtifactException {
    JsonObject json = TransformerLensConfig.toJson(model.weights().config());
    json.addProperty("schema", SCHEMA);
    JsonObject own = new JsonObject();
    own.addProperty("version", VERSION);
    JsonObject program = new JsonObject();
    program.addProperty("name", model.meaning().name());
    program.addProperty("sha256", SmallFile.sha256(model.build().program()));
    own.add("program", program);
    own.add("parameters", texts(model.build().parameters()));
    own.add("dials", dials(model.build().dials()));
    own.addProperty("pack", model.build().pack());
    JsonArray passes = new JsonArray();
    model.build().passes().forEach(p -> passes.add(pass(p)));
    own.add("passes", passes);
    model.build().training().ifPresent(t -> own.add("training", TrainingJson.of(t)));
    own.addProperty("bos", model.vocabulary().bos());
    own.addProperty("pad", model.vocabulary().pad());
    JsonArray outputs = new JsonArray();
    model.outputs().forEach(o -> outputs.add(output(o)));
    own.add("outputs", outputs);
    JsonArray layers = new JsonArray();
    model.weights().layers().forEach(l -> layers.add(layer(l)));
    own.add("layers", layers);
    json.add("orrery", own);
    JsonText.write(file, json);
  }

  static JsonObject texts(Map<String, String> map) {
    JsonObject json = new JsonObject();
    new TreeMap<>(map).forEach(json::addProperty);
    return json;
  }

  private static JsonObject dials(Dials dials) {
    JsonObject json = new JsonObject();
    json.addProperty("sharpness", dials.sharpness());
    json.addProperty("slope", dials.slope());
    json.addProperty("logit_scale", dials.logitScale());
    return json;
  }

  private static JsonObject pass(BuildRecord.AppliedPass pass) {
    JsonObject json = new JsonObject();
    json.addProperty("name", pass.name());
    json.add("settings", texts(pass.settings()));
    return json;
  }

  /** Which logits answer an output, and what each of them means. */
  static JsonObject output(OutputHead head) {
    JsonObject json = new JsonObject();
    json.addProperty("name", head.output().name());
    json.addProperty("first", head.first());
    json.addProperty("count", head.count());
    json.addProperty("regression", head.regression());
    if (!head.regression()) {
      JsonArray classes = new JsonArray();
      head.output().variable().domain().values().forEach(v -> classes.add(ValueJson.of(v)));
      json.add("classes", classes);
    }
    return json;
  }

  private static JsonObject layer(Layer layer) {
    JsonObject json = new JsonObject();
    json.addProperty("heads", layer.heads().size());
    JsonElement units =
        layer.mlp().isPresent()
            ? new com.google.gson.JsonPrimitive(layer.dMlp())
            : JsonNull.INSTANCE;
    json.add("units", units);
    return json;
  }

  static Content read(Path file, CausalModel meaning, String program) throws ArtifactException {
    JsonNode top = JsonFile.read(file, SCHEMA);
    TransformerConfig config =
        TransformerLensConfig.fromJson(top.element().getAsJsonObject(), file);
    JsonNode own = top.get("orrery");
    JsonNode hash = own.get("program").get("sha256");
    hash.require(
        hash.text().equals(SmallFile.sha256(program)),
        "must be the hash of program.rasp, which is not the program that this model was made from");
    int alphabet = meaning.inputs().alphabet().size();
    top.get("d_vocab")
        .require(config.dVocab() == alphabet + 2, "must be the alphabet, BOS and PAD");
    top.get("n_ctx")
        .require(
            config.nCtx() > meaning.inputs().maxLength(), "must hold BOS and the longest input");
    own.get("bos").integer(alphabet, alphabet);
    own.get("pad").integer(alphabet + 1, alphabet + 1);
    List<Size> layers = layers(own.get("layers"), config);
    return new Content(config, layers, outputs(own, config, meaning), build(own, program, layers));
  }

  private static List<Size> layers(JsonNode list, TransformerConfig config)
      throws ArtifactException {
    List<Size> sizes = new ArrayList<>();
    for (JsonNode node : list.items(config.nLayers())) {
      Optional<JsonNode> units = node.find("units");
      sizes.add(
          new Size(
              node.get("heads").integer(0, config.nHeads()),
              units.isPresent()
                  ? OptionalInt.of(units.get().integer(0, config.dMlp()))
                  : OptionalInt.empty()));
    }
    return sizes;
  }

  private static List<OutputHead> outputs(JsonNode own, TransformerConfig config, CausalModel model)
      throws ArtifactException {
    List<OutputHead> heads = new ArrayList<>();
    for (JsonNode node : own.get("outputs").items(model.outputs().size())) {
      CausalModel.Output output = model.outputs().get(heads.size());
      Domain domain = output.variable().domain();
      boolean regression = node.get("regression").truth();
      int count = regression ? 1 : domain.size();
      node.get("name")
          .require(node.get("name").text().equals(output.name()), "must be " + output.name());
      node.get("count").integer(count, count);
      node.require(
          !regression || domain.values().stream().allMatch(v -> v.isNumber()),
          "must not be a regression of what is no number");
      heads.add(
          new OutputHead(
              output, node.get("first").integer(0, config.dVocabOut() - count), count, regression));
    }
    return heads;
  }

  private static BuildRecord build(JsonNode own, String program, List<Size> layers)
      throws ArtifactException {
    List<BuildRecord.AppliedPass> passes = new ArrayList<>();
    for (JsonNode node : own.get("passes").items()) {
      passes.add(new BuildRecord.AppliedPass(node.get("name").text(), texts(node.get("settings"))));
    }
    Optional<JsonNode> training = own.find("training");
    return new BuildRecord(
        program,
        texts(own.get("parameters")),
        dials(own.get("dials")),
        own.get("pack").truth(),
        passes,
        training.isPresent()
            ? Optional.of(TrainingJson.read(training.get(), layers))
            : Optional.empty());
  }

  static Map<String, String> texts(JsonNode node) throws ArtifactException {
    Map<String, String> texts = new TreeMap<>();
    for (Map.Entry<String, JsonNode> member : node.members().entrySet()) {
      texts.put(member.getKey(), member.getValue().text());
    }
    return texts;
  }

  private static Dials dials(JsonNode node) throws ArtifactException {
    double sharpness = node.get("sharpness").number();
    double slope = node.get("slope").number();
    double scale = node.get("logit_scale").number();
    node.require(
        sharpness >= 0 && slope > 0 && scale > 0 && Double.isFinite(sharpness + slope + scale),
        "must have a sharpness of 0 or more, and a slope and a scale above 0");
    return new Dials(sharpness, slope, scale);
  }
}

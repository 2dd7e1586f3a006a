package orrery.suite;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import orrery.artifact.ArtifactException;
import orrery.artifact.JsonNode;
import orrery.passes.PassRefusal;
import orrery.passes.Passes;
import orrery.weights.Dials;

/**
 * How the compiled twin of every program is built.
 *
 * @param pack whether dead subspaces are used again
 * @param dials sharpness, slope and logit scale
 * @param passes as {@code orrery compile --pass} takes them, in order
 */
public record BuildSettings(boolean pack, Dials dials, List<String> passes) {
  /** Nothing special. */
  public static final BuildSettings DEFAULT = new BuildSettings(false, Dials.DEFAULT, List.of());

  /** Copies the list. */
  public BuildSettings {
    passes = List.copyOf(passes);
  }

  /** The same for a file. */
  JsonObject json() {
    JsonObject json = new JsonObject();
    json.addProperty("pack", pack);
    json.addProperty("sharpness", dials.sharpness());
    json.addProperty("slope", dials.slope());
    json.addProperty("logit_scale", dials.logitScale());
    JsonArray all = new JsonArray();
    passes.forEach(all::add);
    json.add("passes", all);
    return json;
  }

  /** What a file says; what it leaves out is as usual. */
  static BuildSettings read(JsonNode node) throws ArtifactException {
    Keys.require(node, "pack", "sharpness", "slope", "logit_scale", "passes");
    double sharpness = number(node, "sharpness", Dials.DEFAULT.sharpness());
    double slope = number(node, "slope", Dials.DEFAULT.slope());
    double scale = number(node, "logit_scale", Dials.DEFAULT.logitScale());
    node.require(
        sharpness >= 0 && slope > 0 && scale > 0,
        "must have a sharpness of 0 or more, and a slope and a logit_scale above 0");
    List<String> passes = new ArrayList<>();
    Optional<JsonNode> written = node.find("passes");
    for (JsonNode pass : written.isPresent() ? written.get().items() : List.<JsonNode>of()) {
      passes.add(pass(pass));
    }
    return new BuildSettings(node.flag("pack"), new Dials(sharpness, slope, scale), passes);
  }

  private static double number(JsonNode node, String key, double usual) throws ArtifactException {
    Optional<JsonNode> found = node.find(key);
    return found.isPresent() ? found.get().number() : usual;
  }

  private static String pass(JsonNode node) throws ArtifactException {
    String text = node.text();
    try {
      node.require(Passes.parse(text).size() == 1, "must be one pass, such as permute:seed=1");
    } catch (PassRefusal refusal) {
      throw node.wrong("cannot be a pass: " + refusal.getMessage());
    }
    return text;
  }
}

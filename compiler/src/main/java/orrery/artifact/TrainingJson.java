package orrery.artifact;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import orrery.circuit.Component;
import orrery.circuit.TrainingRecord;

/** How a model was trained, as it stands in {@code config.json}. */
final class TrainingJson {
  private TrainingJson() {}

  static JsonObject of(TrainingRecord training) {
    JsonObject seeds = new JsonObject();
    training.seeds().forEach(seeds::addProperty);
    JsonObject assignment = new JsonObject();
    training.assignment().forEach((from, to) -> assignment.addProperty(from.name(), to.name()));
    JsonObject json = new JsonObject();
    json.addProperty("kind", JsonNode.nameOf(training.kind()));
    json.addProperty("steps", training.steps());
    json.add("seeds", seeds);
    json.add("settings", ConfigFile.texts(training.settings()));
    json.add("assignment", assignment);
    json.add("versions", ConfigFile.texts(training.versions()));
    return json;
  }

  /** The record, of a model whose layers are so large. */
  static TrainingRecord read(JsonNode json, List<ConfigFile.Size> layers) throws ArtifactException {
    SortedMap<String, Long> seeds = new TreeMap<>();
    for (Map.Entry<String, JsonNode> seed : json.get("seeds").members().entrySet()) {
      seeds.put(seed.getKey(), seed.getValue().whole(Long.MIN_VALUE, Long.MAX_VALUE));
    }
    return new TrainingRecord(
        json.get("kind").choice(TrainingRecord.Kind.class),
        new TreeMap<>(ConfigFile.texts(json.get("settings"))),
        seeds,
        assignment(json.get("assignment"), layers),
        new TreeMap<>(ConfigFile.texts(json.get("versions"))),
        json.get("steps").whole(0, Long.MAX_VALUE));
  }

  private static SortedMap<Component, Component> assignment(
      JsonNode json, List<ConfigFile.Size> layers) throws ArtifactException {
    SortedMap<Component, Component> assignment = new TreeMap<>();
    Set<String> seen = new TreeSet<>();
    for (Map.Entry<String, JsonNode> entry : json.members().entrySet()) {
      JsonNode node = entry.getValue();
      Component from = component(node, entry.getKey());
      Component to = component(node, node.text());
      node.require(from.kind() == to.kind(), "must be of the kind of " + from);
      node.require(isThere(to, layers), "must be a component of the weights");
      node.requireNew(seen, to.name());
      assignment.put(from, to);
    }
    return assignment;
  }

  private static Component component(JsonNode place, String name) throws ArtifactException {
    return Component.named(name).orElseThrow(() -> place.wrong("must assign a component to one"));
  }

  private static boolean isThere(Component component, List<ConfigFile.Size> layers) {
    int layer = component.layer();
    return switch (component.kind()) {
      case EMBED, POS_EMBED, LOGITS -> true;
      case HEAD -> layer < layers.size() && component.head() < layers.get(layer).heads();
      case MLP -> layer < layers.size() && layers.get(layer).units().isPresent();
    };
  }
}

package orrery.suite;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import orrery.artifact.ArtifactException;
import orrery.artifact.JsonFile;
import orrery.artifact.JsonNode;

/**
 * What is on disk of a finished item: {@code item.json} in the folder of a model, {@code
 * failed/ID.json} of one that failed. It has no times and no machines, so that equal items have
 * equal outcomes.
 *
 * @param id the item's name
 * @param hash the item's hash
 * @param definition everything that decided what became of it
 * @param made what became of it
 * @param facts how difficult the model is; empty where there is none
 * @param files the SHA-256 of the model's files, by name: those that nothing is added to later
 */
public record Outcome(
    String id,
    String hash,
    JsonObject definition,
    Made made,
    Optional<Facts> facts,
    SortedMap<String, String> files) {
  /** The name of the file in a model's folder. */
  public static final String FILE = "item.json";

  static final String SCHEMA = "orrery/suite-item/1";

  private static final String REMEDY = "Delete it and run the suite again.";

  /** Copies the map. */
  public Outcome {
    files = new TreeMap<>(files);
  }

  /** What came of an item, with or without a model. */
  static Outcome of(Item item, Made made, Optional<Facts> facts, Map<String, String> files) {
    return new Outcome(
        item.id(), item.hash(), item.definition(), made, facts, new TreeMap<>(files));
  }

  /** The same for a file. */
  JsonObject json() {
    JsonObject json = new JsonObject();
    json.addProperty("schema", SCHEMA);
    json.addProperty("id", id);
    json.addProperty("hash", hash);
    json.add("definition", definition);
    made.json().entrySet().forEach(e -> json.add(e.getKey(), e.getValue()));
    facts.ifPresent(f -> json.add("facts", f.json()));
    json.add("files", Item.texts(files));
    return json;
  }

  /** What a file says. */
  static Outcome read(Path file) throws ArtifactException {
    JsonNode top = JsonFile.readOr(file, REMEDY);
    JsonNode schema = top.get("schema");
    schema.require(schema.text().equals(SCHEMA), "must be " + SCHEMA);
    Optional<JsonNode> facts = top.find("facts");
    JsonNode definition = top.get("definition");
    definition.require(definition.element().isJsonObject(), "must be an object");
    for (Map.Entry<String, JsonNode> own : top.get("files").members().entrySet()) {
      boolean isInside = Arrays.stream(own.getKey().split("/", -1)).allMatch(SpecFile::isName);
      own.getValue().require(isInside, "must be of a file in the folder");
    }
    return new Outcome(
        top.get("id").text(),
        top.get("hash").text(),
        definition.element().getAsJsonObject(),
        Made.read(top),
        facts.isPresent() ? Optional.of(Facts.read(facts.get())) : Optional.empty(),
        Keys.settings(top.get("files")));
  }
}

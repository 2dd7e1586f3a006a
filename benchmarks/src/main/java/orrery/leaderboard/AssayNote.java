package orrery.leaderboard;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import orrery.artifact.ArtifactException;
import orrery.artifact.JsonFile;
import orrery.artifact.JsonNode;
import orrery.artifact.JsonText;
import orrery.report.AtomicFile;
import orrery.suite.Kind;

/**
 * {@code assay.json}: that a model's assessment is over, or why there is none. It is written last.
 *
 * @param id of the model
 * @param key the same for the same question about the same model only; empty where something broke,
 *     so that it is tried again
 * @param question the same for the same question, whatever the model
 * @param profile what the suite says of the model
 * @param left why there is no scorecard; empty where there is one
 */
record AssayNote(String id, String key, String question, Profile profile, Optional<String> left) {
  static final String FILE = "assay.json";

  private static final String SCHEMA = "orrery/assay/1";
  private static final String REMEDY = "Make it again with `orrery suite assay`.";

  void write(Path folder) throws IOException {
    JsonObject json = new JsonObject();
    json.addProperty("schema", SCHEMA);
    json.addProperty("id", id);
    json.addProperty("key", key);
    json.addProperty("question", question);
    json.addProperty("program", profile.program());
    json.addProperty("family", profile.family());
    json.addProperty("kind", profile.kind().text());
    json.addProperty("passed", profile.passed());
    json.addProperty("components", profile.components());
    json.addProperty("stratum", profile.stratum());
    JsonObject seeds = new JsonObject();
    profile.seeds().forEach(seeds::addProperty);
    json.add("seeds", seeds);
    left.ifPresent(why -> json.addProperty("left", why));
    AtomicFile.write(folder.resolve(FILE), JsonText.of(json));
  }

  /** The note in a folder; empty where there is none. */
  static Optional<AssayNote> read(Path folder) throws ArtifactException {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) return Optional.empty();
    JsonNode top = JsonFile.readOr(file, REMEDY);
    JsonNode schema = top.get("schema");
    schema.require(schema.text().equals(SCHEMA), "must be " + SCHEMA);
    TreeMap<String, Long> seeds = new TreeMap<>();
    for (Map.Entry<String, JsonNode> e : top.get("seeds").members().entrySet()) {
      seeds.put(e.getKey(), e.getValue().whole(Long.MIN_VALUE, Long.MAX_VALUE));
    }
    Profile profile =
        new Profile(
            top.get("program").text(),
            top.get("family").text(),
            top.get("kind").choice(Kind.class),
            top.get("passed").truth(),
            top.get("components").integer(0, Integer.MAX_VALUE),
            top.get("stratum").text(),
            seeds);
    Optional<JsonNode> left = top.find("left");
    return Optional.of(
        new AssayNote(
            top.get("id").text(),
            top.get("key").text(),
            top.get("question").text(),
            profile,
            left.isPresent() ? Optional.of(left.get().text()) : Optional.empty()));
  }
}

package orrery.suite;

import com.google.gson.JsonObject;
import java.util.Map;
import java.util.TreeMap;
import orrery.artifact.JsonText;
import orrery.artifact.SmallFile;
import orrery.verify.Verifier;

/**
 * One model that a suite asks for, with everything that decides what it becomes.
 *
 * @param id its name, such as {@code hist-s0}; its folder is called so
 * @param program the program
 * @param kind what kind of model
 * @param number 0 for the first of its program and kind
 * @param seed of all that is drawn, 0 where nothing is; equal for the kinds of one program and
 *     number, so that twins differ in nothing but their training
 * @param build how the compiled twin is built
 * @param verification how many inputs are run to verify it
 * @param training options of {@code orrery train} by name; those left out are as usual
 * @param attempts the most trainings that may be tried
 */
public record Item(
    String id,
    SuiteProgram program,
    Kind kind,
    int number,
    long seed,
    BuildSettings build,
    Verifier.Options verification,
    Map<String, String> training,
    int attempts) {
  /** Copies the settings. */
  public Item {
    training = new TreeMap<>(training);
  }

  /**
   * SHA-256, in hexadecimal, of everything that decides what the model becomes: equal for items
   * that make equal models, whatever they are called.
   */
  public String hash() {
    return SmallFile.sha256(JsonText.of(definition()));
  }

  /** Everything that decides what the model becomes; the program by its hash. */
  JsonObject definition() {
    JsonObject json = new JsonObject();
    json.addProperty("kind", kind.text());
    json.addProperty("program_sha256", SmallFile.sha256(program.text()));
    json.add("parameters", texts(program.parameters()));
    json.add("build", build.json());
    json.add("verification", SpecJson.verification(verification));
    if (kind.isSeeded()) {
      json.addProperty("seed", seed);
      json.add("training", texts(training));
      json.addProperty("attempts", attempts);
    }
    return json;
  }

  static JsonObject texts(Map<String, String> texts) {
    JsonObject json = new JsonObject();
    new TreeMap<>(texts).forEach(json::addProperty);
    return json;
  }
}

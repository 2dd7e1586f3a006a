package orrery.siit;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import orrery.artifact.ArtifactException;
import orrery.artifact.ModelFolder;
import orrery.circuit.CompiledModel;
import orrery.circuit.TrainingRecord;
import orrery.verify.Certificate;

/**
 * A trained model's folder: a model folder, and in it how it was trained ({@code curve.csv}, {@code
 * training.json}), the compiled model whose circuit it has ({@code compiled/}), and its negative
 * controls ({@code twins/NAME/}). It is written whole or not at all.
 */
public final class TrainedFolder {
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().serializeNulls().create();

  private TrainedFolder() {}

  /**
   * What the folder is to hold.
   *
   * @param trained the model
   * @param twins negative controls
   * @param compiled the compiled twin
   * @param verified its certificate
   */
  public record Content(
      Training.Outcome trained,
      SortedMap<TrainingRecord.Kind, Training.Outcome> twins,
      CompiledModel compiled,
      Certificate verified) {}

  /**
   * Writes a folder.
   *
   * @param force whether a model folder that is there is replaced; any other is refused
   */
  public static void write(Content content, Path folder, boolean force) throws ArtifactException {
    ModelFolder.write(
        content.trained().model(),
        content.trained().acceptance(),
        folder,
        force,
        draft -> {
          how(content.trained(), draft);
          ModelFolder.write(
              content.compiled(), content.verified(), draft.resolve("compiled"), false);
          if (content.twins().isEmpty()) return;
          Path twins = Files.createDirectory(draft.resolve("twins"));
          for (Map.Entry<TrainingRecord.Kind, Training.Outcome> twin : content.twins().entrySet()) {
            Path own = twins.resolve(name(twin.getKey()));
            ModelFolder.write(
                twin.getValue().model(),
                twin.getValue().acceptance(),
                own,
                false,
                inside -> how(twin.getValue(), inside));
          }
        });
  }

  /** {@code siit}, {@code natural}, {@code iit}, {@code random}. */
  public static String name(TrainingRecord.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static void how(Training.Outcome outcome, Path folder) throws IOException {
    Files.writeString(folder.resolve("curve.csv"), outcome.curve().csv(), StandardCharsets.UTF_8);
    JsonObject json = new JsonObject();
    json.addProperty("schema", "orrery/training/1");
    JsonArray attempts = new JsonArray();
    outcome.attempts().forEach(a -> attempts.add(attempt(a)));
    json.add("attempts", attempts);
    Files.writeString(
        folder.resolve("training.json"), GSON.toJson(json) + "\n", StandardCharsets.UTF_8);
  }

  /** A try as JSON. */
  public static JsonObject attempt(Attempt attempt) {
    JsonObject json = new JsonObject();
    json.addProperty("attempt", attempt.number());
    json.addProperty("seed", attempt.seed());
    json.addProperty("steps", attempt.steps());
    json.addProperty("figure", attempt.figure());
    json.addProperty("accepted", attempt.accepted());
    JsonObject settings = new JsonObject();
    attempt.recipe().settings().forEach(settings::addProperty);
    json.add("settings", settings);
    return json;
  }
}

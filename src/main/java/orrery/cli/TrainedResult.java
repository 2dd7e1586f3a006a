package orrery.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import orrery.artifact.ArtifactException;
import orrery.artifact.JsonFile;
import orrery.artifact.ModelFolder;
import orrery.artifact.ModelHash;
import orrery.artifact.SmallFile;
import orrery.circuit.CompiledModel;
import orrery.circuit.TrainingRecord;
import orrery.siit.TrainedFolder;
import orrery.siit.Training;
import orrery.siit.TrainingPlan;
import orrery.verify.Acceptance;
import orrery.verify.Evidence;

/**
 * What {@code orrery train} has to say of a model: of one that it has made, or has found made.
 *
 * @param attempts every try, as in {@code training.json}
 */
record TrainedResult(CompiledModel model, Acceptance acceptance, JsonArray attempts) {
  static TrainedResult of(Training.Outcome outcome) {
    JsonArray attempts = new JsonArray();
    outcome.attempts().forEach(a -> attempts.add(TrainedFolder.attempt(a)));
    return new TrainedResult(outcome.model(), outcome.acceptance(), attempts);
  }

  /** What a folder holds; empty where it is no trained model that can be read. */
  static Optional<TrainedResult> read(Path folder) {
    try {
      ModelFolder.Contents contents = ModelFolder.read(folder);
      if (!(contents.certificate() instanceof Acceptance acceptance)) return Optional.empty();
      JsonElement attempts =
          JsonFile.read(folder.resolve(ModelFolder.ATTEMPTS)).get("attempts").element();
      return attempts instanceof JsonArray all
          ? Optional.of(new TrainedResult(contents.model(), acceptance, all))
          : Optional.empty();
    } catch (ArtifactException none) {
      return Optional.empty();
    }
  }

  /**
   * A name for a result: equal for the same command and the same weights.
   *
   * @param verified what stands behind the compiled twin
   */
  String name(TrainingPlan plan, List<TrainingRecord.Kind> controls, Evidence verified) {
    String command =
        controls.stream()
            .map(c -> plan.twin(c).identity())
            .collect(Collectors.joining("\n", plan.identity() + "\n", "\n"));
    return SmallFile.sha256(
        command + plan.attempts() + "\n" + verified + "\n" + ModelHash.of(model));
  }

  /** For machines. */
  JsonObject json(Path folder) {
    JsonObject all = new JsonObject();
    all.addProperty("folder", folder.toString());
    all.addProperty("passed", acceptance.passed());
    all.add("attempts", attempts);
    return all;
  }

  /** For people. */
  void show(Console console) {
    console.out().println(model.meaning().name() + ": " + Figures.size(model));
    for (JsonElement a : attempts) {
      JsonObject attempt = a.getAsJsonObject();
      console
          .out()
          .printf(
              Locale.ROOT,
              "attempt %d: %d steps, worst figure on held-out pairs %.4f%n",
              attempt.get("attempt").getAsInt(),
              attempt.get("steps").getAsLong(),
              attempt.get("figure").getAsDouble());
    }
    console.out().println(AcceptanceFigures.table(acceptance).plain());
    console.out().println(AcceptanceFigures.verdict(acceptance));
  }
}

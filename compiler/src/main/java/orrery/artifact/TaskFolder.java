package orrery.artifact;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import orrery.circuit.CompiledModel;
import orrery.circuit.Edge;
import orrery.circuit.ResidualGraph;
import orrery.task.MadeTask;

/**
 * A folder with all that a method of another tool needs to take part: the model for
 * TransformerLens, pairs of prompts as EAP-IG and auto-circuit read them, graphs whose scores are
 * to be filled in, and, apart from these, the truths.
 */
public final class TaskFolder {
  static final String SCHEMA = "orrery/task/1";
  static final String TASK = "task.json";

  private TaskFolder() {}

  /**
   * Writes the folder, whole or not at all.
   *
   * @param made the task
   * @param semantics Σ in a few words, as a report says it
   * @param truths the truths that go into {@code truth/}
   * @param written the options that make the same task again, as they are typed
   * @param force whether an earlier export is replaced
   */
  public static void write(
      CompiledModel model,
      MadeTask made,
      String semantics,
      List<Marked> truths,
      String written,
      Path out,
      boolean force)
      throws ArtifactException {
    AtomicDirectory.Existing existing =
        force ? AtomicDirectory.Existing.REPLACE : AtomicDirectory.Existing.KEEP;
    CompiledModel shipped = model.toFloat32();
    new AtomicDirectory(out, existing, TaskFolder::isExport)
        .write(draft -> into(draft, shipped, made, semantics, truths, written));
  }

  private static boolean isExport(Path folder) {
    try {
      JsonFile.read(folder.resolve(TASK), SCHEMA);
      return true;
    } catch (ArtifactException e) {
      return false;
    }
  }

  private static void into(
      Path folder,
      CompiledModel model,
      MadeTask made,
      String semantics,
      List<Marked> truths,
      String written)
      throws ArtifactException, IOException {
    TaskPrompts prompts = new TaskPrompts(model, made);
    Files.createDirectory(folder.resolve("model"));
    TransformerLensExport.writeInto(folder.resolve("model"), model);
    JsonText.write(folder.resolve(TASK), task(model, prompts, semantics, written));
    JsonText.write(folder.resolve("graph.json"), MibGraph.of(model, Marked.NONE));
    JsonText.write(folder.resolve("edges.json"), edges(model));
    Map<String, String> texts = new TreeMap<>();
    prompts.eap().ifPresent(csv -> texts.put("eap.csv", csv));
    for (Map.Entry<String, String> e : texts.entrySet()) {
      Files.writeString(folder.resolve(e.getKey()), e.getValue(), StandardCharsets.UTF_8);
    }
    List<String> files = new ArrayList<>(texts.keySet());
    for (Map.Entry<String, JsonObject> e : prompts.autoCircuit().entrySet()) {
      JsonText.write(folder.resolve(e.getKey()), e.getValue());
      files.add(e.getKey());
    }
    Files.createDirectory(folder.resolve("truth"));
    for (Marked truth : truths) {
      Path file = folder.resolve("truth").resolve("graph_" + truth.truth() + ".json");
      JsonText.write(file, MibGraph.of(model, truth));
    }
    Files.writeString(
        folder.resolve("README.md"),
        TaskPage.of(model, made, semantics, written, files),
        StandardCharsets.UTF_8);
  }

  private static JsonObject task(
      CompiledModel model, TaskPrompts prompts, String semantics, String written) {
    MadeTask made = prompts.made();
    JsonObject options = new JsonObject();
    options.addProperty("prompts", made.options().examples());
    options.addProperty("seed", made.options().seed());
    options.addProperty("counterfactual", made.options().counterfactual().label());
    options.addProperty("reference", made.options().reference());
    options.addProperty("metric", made.options().metric().label());
    JsonArray notes = new JsonArray();
    made.notes().forEach(notes::add);
    JsonObject json = new JsonObject();
    json.addProperty("schema", SCHEMA);
    json.addProperty("program", model.meaning().name());
    json.addProperty("program_hash", made.programHash());
    json.addProperty("model", ModelHash.of(model));
    json.addProperty("task_hash", made.hash());
    json.addProperty("semantics", semantics);
    json.addProperty("arguments", written.strip());
    json.add("options", options);
    json.add("notes", notes);
    json.add("pairs", prompts.pairs());
    return json;
  }

  /** Every edge of ours with the score 0: a template of an answer. */
  private static JsonObject edges(CompiledModel model) {
    JsonObject edges = new JsonObject();
    for (Edge e : ResidualGraph.of(model.weights()).edges()) edges.addProperty(e.name(), 0);
    JsonObject json = new JsonObject();
    json.addProperty("schema", "orrery/answer/1");
    json.addProperty("model", ModelHash.of(model));
    json.addProperty("method", "mine");
    json.add("edges", edges);
    return json;
  }
}

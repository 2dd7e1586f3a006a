package orrery.artifact;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import orrery.circuit.CompiledModel;

/**
 * A folder that TransformerLens loads without knowing of Orrery: weights, configuration, tokens,
 * what the logits mean, and {@code load.py}, which loads them and runs an input.
 */
final class TransformerLensExport {
  private static final String SCHEMA = "orrery/transformerlens/1";
  private static final String OUTPUTS = "outputs.json";

  private TransformerLensExport() {}

  static void write(CompiledModel model, Path folder, boolean force) throws ArtifactException {
    AtomicDirectory.Existing existing =
        force ? AtomicDirectory.Existing.REPLACE : AtomicDirectory.Existing.KEEP;
    new AtomicDirectory(folder, existing, TransformerLensExport::isExport)
        .write(draft -> writeInto(draft, model.toFloat32()));
  }

  private static boolean isExport(Path folder) {
    try {
      JsonFile.read(folder.resolve(OUTPUTS), SCHEMA);
      return true;
    } catch (ArtifactException e) {
      return false;
    }
  }

  /** Writes the files into a folder that is there. */
  static void writeInto(Path folder, CompiledModel model) throws ArtifactException, IOException {
    WeightsFile.write(folder.resolve(ModelFolder.WEIGHTS), model.weights());
    JsonText.write(
        folder.resolve(ModelFolder.CONFIG), TransformerLensConfig.toJson(model.weights().config()));
    TokenizerFile.write(folder.resolve(ModelFolder.TOKENIZER), model.vocabulary());
    JsonArray outputs = new JsonArray();
    model.outputs().forEach(o -> outputs.add(ConfigFile.output(o)));
    JsonObject json = new JsonObject();
    json.addProperty("schema", SCHEMA);
    json.add("outputs", outputs);
    JsonText.write(folder.resolve(OUTPUTS), json);
    List<String> tokens = LoadSnippet.exampleTokens(model);
    Files.writeString(
        folder.resolve("load.py"), LoadSnippet.script(tokens), StandardCharsets.UTF_8);
  }
}

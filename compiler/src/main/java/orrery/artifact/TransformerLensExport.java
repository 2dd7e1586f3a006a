package orrery.artifact;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import orrery.circuit.CompiledModel;
import orrery.circuit.Vocabulary;

/**
 * A model for TransformerLens alone: {@code model.safetensors} (its state dict), {@code
 * config.json} (the fields of {@code HookedTransformerConfig} and no others), {@code
 * tokenizer.json} and {@code load.py}.
 *
 * <p>The circuit stays behind; a model folder has it, and TransformerLens loads that as well.
 */
public final class TransformerLensExport {
  private static final String SCRIPT = "load.py";

  private TransformerLensExport() {}

  /** Writes the folder, which must not be there or be empty. */
  public static void write(CompiledModel model, Path folder) throws ArtifactException {
    new AtomicDirectory(folder, AtomicDirectory.Existing.KEEP, path -> false)
        .write(draft -> writeInto(draft, model.toFloat32()));
  }

  private static void writeInto(Path folder, CompiledModel model)
      throws ArtifactException, IOException {
    TreeMap<String, String> metadata = new TreeMap<>();
    metadata.put("format", "pt");
    Safetensors.write(folder.resolve(ModelFolder.WEIGHTS), StateDict.of(model.weights()), metadata);
    JsonText.write(
        folder.resolve(ModelFolder.CONFIG), TransformerLensConfig.toJson(model.weights().config()));
    TokenizerFile.write(folder.resolve(ModelFolder.TOKENIZER), model.vocabulary());
    Files.writeString(folder.resolve(SCRIPT), script(model), StandardCharsets.UTF_8);
  }

  private static String script(CompiledModel model) {
    List<String> tokens = new ArrayList<>(List.of(Vocabulary.BOS_NAME));
    int length = model.meaning().inputs().minLength();
    List<String> names = model.vocabulary().names();
    for (int i = 0; i < length; i++) tokens.add(names.get(i % model.vocabulary().bos()));
    return LoadSnippet.plain(tokens);
  }
}

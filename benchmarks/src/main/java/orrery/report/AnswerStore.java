package orrery.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import orrery.artifact.ArtifactException;
import orrery.artifact.JsonFile;
import orrery.artifact.JsonNode;
import orrery.exchange.Shape;

/**
 * Keeps every finished answer in a file, so that a run that was interrupted goes on where it was.
 *
 * @param folder where the files are, one a method
 * @param shape of the model at hand
 * @param model its hash
 */
record AnswerStore(Path folder, Shape shape, String model) {
  /** The answer to a question that was asked before; empty where it was not, or is damaged. */
  Optional<Answer> find(String label, String key) {
    Path file = file(label);
    if (!Files.isRegularFile(file)) return Optional.empty();
    try {
      JsonNode top = JsonFile.readOr(file, AnswerFile.REMEDY);
      boolean isSame = top.find("key").isPresent() && top.get("key").text().equals(key);
      return isSame ? Optional.of(AnswerFile.read(top, shape, model)) : Optional.empty();
    } catch (ArtifactException damaged) {
      return Optional.empty();
    }
  }

  /** Keeps an answer, whole or not at all. */
  void keep(Answer answer, String key) throws IOException {
    Files.createDirectories(folder);
    AtomicFile.write(file(answer.label()), AnswerFile.text(answer, model, key));
  }

  private Path file(String label) {
    return folder.resolve(label.replaceAll("[^A-Za-z0-9.=_-]+", "_") + ".json");
  }
}

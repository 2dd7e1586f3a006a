package orrery.leaderboard;

import java.nio.file.Path;
import orrery.artifact.ArtifactException;
import orrery.artifact.ModelFolder;

/**
 * A model folder in a folder of such.
 *
 * @param id its place below the folder, with {@code /} between names
 * @param folder where it is
 */
public record Member(String id, Path folder) {
  /**
   * Reads the model.
   *
   * @throws ArtifactException where it is damaged
   */
  public ModelFolder.Contents read() throws ArtifactException {
    return ModelFolder.read(folder);
  }
}

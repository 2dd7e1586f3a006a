package orrery.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import orrery.artifact.ArtifactException;
import orrery.artifact.ModelFolder;

/**
 * A model folder that will be written, known to be free before the work begins.
 *
 * @param path its place
 * @param force whether a model folder that is there is replaced
 */
record Folder(Path path, boolean force) {
  /**
   * A folder to write.
   *
   * @throws Misuse when something is there and {@code force} was not asked for
   */
  static Folder toWrite(Path path, boolean force) throws IOException {
    if (!force && Files.exists(path) && !isEmptyFolder(path)) {
      throw new Misuse(path + " is there already; --force replaces a model folder");
    }
    return new Folder(path, force);
  }

  private static boolean isEmptyFolder(Path path) throws IOException {
    if (!Files.isDirectory(path)) return false;
    try (Stream<Path> inside = Files.list(path)) {
      return inside.findAny().isEmpty();
    }
  }

  /** Writes the model with its certificate, whole or not at all. */
  void write(Build build) throws ArtifactException {
    ModelFolder.write(build.model(), build.certificate(), path, force);
  }
}

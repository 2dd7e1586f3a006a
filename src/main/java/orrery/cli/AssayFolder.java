package orrery.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import orrery.artifact.ArtifactException;
import orrery.artifact.AtomicDirectory;
import orrery.artifact.Drafts;
import orrery.artifact.ModelFolder;
import orrery.artifact.ModelHash;
import orrery.report.ReportFiles;

/**
 * The folder of an assay: a model folder with a report in it. One that holds the very model is gone
 * on with; any other is replaced by force only.
 *
 * @param path its place
 * @param force whether another model folder that is there is replaced
 */
record AssayFolder(Path path, boolean force) {
  /**
   * A folder to write to.
   *
   * @throws Misuse when something is there that is no model folder
   */
  static AssayFolder toWrite(Path path, boolean force) throws IOException {
    boolean isFree = !Files.exists(path) || Files.isDirectory(path) && isEmpty(path);
    if (!isFree && !ModelFolder.isModel(path)) {
      throw new Misuse(path + " is there already, and is no model folder");
    }
    return new AssayFolder(path, force);
  }

  private static boolean isEmpty(Path path) throws IOException {
    try (Stream<Path> inside = Files.list(path)) {
      return inside.findAny().isEmpty();
    }
  }

  /**
   * Writes the model, unless it is there; what a run that was killed has left half written goes.
   *
   * @param from the folder that the model was read from, if it was: what stands by a trained model
   *     there goes with it
   * @throws Misuse when another model is there and {@code force} was not asked for
   */
  void write(Build build, Optional<Path> from) throws ArtifactException {
    Drafts.sweep(path);
    Drafts.sweep(path.resolve(ReportFiles.ANSWERS));
    boolean isThere = ModelFolder.isModel(path);
    if (isThere && !force && holds(build)) return;
    if (isThere && !force) {
      throw new Misuse(path + " holds another model; --force replaces it and its report");
    }
    AtomicDirectory.Content more = draft -> {};
    if (from.isPresent()) more = ModelFolder.companions(from.get());
    ModelFolder.write(build.model(), build.certificate(), path, force, more);
  }

  private boolean holds(Build build) {
    try {
      ModelFolder.Contents there = ModelFolder.read(path);
      return ModelHash.of(there.model()).equals(ModelHash.of(build.model()));
    } catch (ArtifactException damaged) {
      return false;
    }
  }
}

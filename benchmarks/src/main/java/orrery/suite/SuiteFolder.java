package orrery.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import orrery.artifact.ArtifactException;
import orrery.artifact.JsonText;

/**
 * The folder of a suite.
 *
 * <pre>
 * definition.json    the suite, self-contained    models/ID/       a model, complete and verified
 * programs/          its programs                 failed/ID.json   why an item failed
 * suite.json         the index                    failed/ID/       the model that failed, if any
 * .claims, .writing  locks of running processes   .work/           what is being made
 * </pre>
 *
 * @param path where it is
 */
public record SuiteFolder(Path path) {
  private static final String PROGRAMS = "programs";

  /** The suite's file. */
  public Path definition() {
    return path.resolve("definition.json");
  }

  /** The index, which can always be derived from the rest. */
  public Path index() {
    return path.resolve("suite.json");
  }

  /** The folder of all models that are done. */
  public Path models() {
    return path.resolve("models");
  }

  /** The folder of all that failed. */
  public Path failures() {
    return path.resolve("failed");
  }

  /** The folder of a model that is done. */
  public Path model(String id) {
    return models().resolve(id);
  }

  /** The folder of a model that failed its certificate. */
  public Path failedModel(String id) {
    return failures().resolve(id);
  }

  /** What is said of an item that failed. */
  public Path failure(String id) {
    return failures().resolve(id + ".json");
  }

  /** Where an item is worked on: it belongs to the definition of the item, not to its name only. */
  Path work(Item item) {
    return work().resolve(item.id() + "-" + item.hash().substring(0, 16));
  }

  Path work() {
    return path.resolve(".work");
  }

  Path claims() {
    return path.resolve(".claims");
  }

  private Path writing() {
    return path.resolve(".writing");
  }

  /** The path of a program within the folder, as the definition names it. */
  static String programFile(String name) {
    return PROGRAMS + "/" + name + ".rasp";
  }

  /**
   * Puts a suite's definition and programs into the folder, unless they are there; models stay.
   *
   * @throws ArtifactException where the folder holds another suite, or something else
   */
  public void define(Suite suite) throws ArtifactException, IOException {
    if (isOwn(suite.spec().file())) return;
    requireOurs();
    Files.createDirectories(path);
    try (Claims claims = Claims.open(writing());
        Claims.Claim shared = claims.takeShared()) {
      requireSame(suite, shared);
      Files.createDirectories(path.resolve(PROGRAMS));
      for (SuiteProgram program : suite.programs()) {
        put(path.resolve(programFile(program.name())), program.text(), shared);
      }
      put(definition(), JsonText.of(SpecJson.of(suite)), shared);
    }
  }

  private boolean isOwn(Path file) throws IOException {
    return Files.exists(definition()) && Files.isSameFile(definition(), file);
  }

  /** A folder with other things in it is none to write programs to. */
  private void requireOurs() throws ArtifactException, IOException {
    if (!Files.exists(path) || Files.exists(definition()) || Files.exists(writing())) return;
    if (Files.isDirectory(path)) {
      try (Stream<Path> inside = Files.list(path)) {
        if (inside.findAny().isEmpty()) return;
      }
    }
    throw new ArtifactException(
        path, "it is there, and is no folder of a suite", "Choose another folder.");
  }

  private void requireSame(Suite suite, Claims.Claim shared) throws ArtifactException {
    if (!shared.lock().isValid() || !Files.isRegularFile(definition())) return;
    String there = SpecFile.read(definition()).name();
    if (!there.equals(suite.spec().name())) {
      throw new ArtifactException(
          path, "it holds the suite `%s`".formatted(there), "Choose another folder.");
    }
  }

  /** Derives the index from the folder and writes it. */
  public SuiteIndex index(Suite suite) throws IOException {
    try (Claims claims = Claims.open(writing());
        Claims.Claim shared = claims.takeShared()) {
      SuiteIndex index = SuiteIndex.of(suite, this);
      put(index(), index.text(), shared);
      return index;
    }
  }

  /**
   * Writes a file, unless it says that already, whole or not at all. Only one process does that at
   * a time, so that what another has left half written may go.
   */
  private void put(Path file, String text, Claims.Claim shared) throws IOException {
    if (Files.isRegularFile(file) && Files.readString(file).equals(text)) return;
    if (!shared.lock().isValid()) throw new IOException("the lock of " + path + " was lost");
    Path draft = work().resolve("shared");
    Files.createDirectories(work());
    Files.writeString(draft, text);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}

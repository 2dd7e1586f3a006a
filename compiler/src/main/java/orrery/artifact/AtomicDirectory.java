package orrery.artifact;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Writes a folder whole or not at all: beside its place under another name, and moved there when it
 * is complete.
 *
 * <p>A folder that is to be replaced is moved aside first and deleted last, so that at every moment
 * either the old or the new one is whole on disk; for the instant between the two moves it stands
 * under its other name, because no system call of Java's exchanges two folders. A failure puts the
 * old one back.
 */
public final class AtomicDirectory {

  /** What to do about a folder that is there already. */
  public enum Existing {
    /** Refuse, unless it is empty. */
    KEEP,
    /** Replace it if it is one of ours or empty; refuse any other. */
    REPLACE
  }

  /** Writes the files of a folder. */
  @FunctionalInterface
  public interface Content {
    void write(Path folder) throws ArtifactException, IOException;
  }

  private final Path target;
  private final Existing existing;
  private final Predicate<Path> ours;

  /**
   * A folder to write.
   *
   * @param target its place; the parent folder must exist
   * @param ours whether a folder that is there is one that this program wrote, and so may be
   *     replaced
   */
  public AtomicDirectory(Path target, Existing existing, Predicate<Path> ours) {
    this.target = target.toAbsolutePath().normalize();
    this.existing = existing;
    this.ours = ours;
  }

  /**
   * Writes the content and moves it into place; where that fails, what was there before is there
   * still.
   */
  public void write(Content content) throws ArtifactException {
    requireFree();
    Drafts.sweepBeside(target);
    Path draft = Drafts.of(target);
    try {
      Files.createDirectory(draft);
      content.write(draft);
      requireFree(); // again: writing takes time
      install(draft);
    } catch (IOException e) {
      throw ArtifactException.of(target, "writing the folder", e);
    } finally {
      Drafts.delete(draft);
    }
  }

  private void requireFree() throws ArtifactException {
    if (target.getFileName() == null || !Files.isDirectory(target.resolveSibling("."))) {
      throw refused("there is no folder to put it into", "Create the folder above it first.");
    }
    if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
      throw refused("it exists and is no folder", "Choose another name.");
    }
    if (isEmpty()) {
      return;
    }
    switch (existing) {
      case KEEP -> throw refused("it exists", "Choose another name, or replace it with --force.");
      case REPLACE -> {
        if (!ours.test(target)) {
          throw refused(
              "it exists and is no model folder, so it is not replaced",
              "Choose another name, or remove it yourself.");
        }
      }
    }
  }

  private boolean isEmpty() throws ArtifactException {
    try (Stream<Path> files = Files.list(target)) {
      return files.findAny().isEmpty();
    } catch (IOException | UncheckedIOException e) {
      throw refused("it exists and cannot be read", "Choose another name.");
    }
  }

  private void install(Path draft) throws IOException {
    if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      move(draft, target);
      return;
    }
    Path old =
        target.resolveSibling(".%s.old-%s".formatted(target.getFileName(), UUID.randomUUID()));
    move(target, old);
    try {
      move(draft, target);
    } catch (IOException e) {
      move(old, target);
      throw e;
    }
    Drafts.delete(old);
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to);
    }
  }

  private ArtifactException refused(String wrong, String remedy) {
    return new ArtifactException(target, wrong, remedy);
  }
}

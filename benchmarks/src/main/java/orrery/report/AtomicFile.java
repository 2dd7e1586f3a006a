package orrery.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import orrery.artifact.Drafts;

/** Writes a file whole or not at all: beside its place under another name, then moved there. */
public final class AtomicFile {
  private AtomicFile() {}

  /** Writes a text, over a file that is there; its folder must exist. */
  public static void write(Path file, String text) throws IOException {
    Path target = file.toAbsolutePath();
    Drafts.sweepBeside(target);
    Path draft = Drafts.of(target);
    try {
      Files.write(draft, text.getBytes(StandardCharsets.UTF_8));
      move(draft, target);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}

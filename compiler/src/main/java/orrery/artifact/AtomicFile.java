package orrery.artifact;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Replaces a file whole or not at all: written beside its place and moved there. */
final class AtomicFile {
  private AtomicFile() {}

  /** Writes a text in UTF-8; where that fails, what was there before is there still. */
  static void write(Path file, String text) throws ArtifactException {
    Drafts.sweepBeside(file);
    Path draft = Drafts.of(file);
    try {
      try {
        Files.write(draft, text.getBytes(StandardCharsets.UTF_8));
        Files.move(
            draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (IOException e) {
      throw ArtifactException.of(file, "writing it", e);
    }
  }
}

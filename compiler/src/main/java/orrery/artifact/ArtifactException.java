package orrery.artifact;

import java.io.IOException;
import java.io.Serial;
import java.nio.file.Path;

/** A file that cannot be read or written: which file, what is wrong with it, and what to do. */
public final class ArtifactException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  private final transient Path file;

  /**
   * Describes a failure.
   *
   * @param wrong what is wrong, a clause without a full stop
   * @param remedy what to do, a sentence
   */
  public ArtifactException(Path file, String wrong, String remedy) {
    super("%s: %s. %s".formatted(file, wrong, remedy));
    this.file = file;
  }

  /** The system refused to read or write a file. */
  public static ArtifactException of(Path file, String attempt, IOException cause) {
    ArtifactException failure =
        new ArtifactException(
            file,
            "%s failed (%s)".formatted(attempt, cause.getClass().getSimpleName()),
            "Check that the path exists, that you may use it, and that the disk is not full.");
    failure.initCause(cause);
    return failure;
  }

  /** The file or folder that the failure is about. */
  public Path file() {
    return file;
  }
}

package orrery.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder for the checkpoints of work that is under way, beside what will come of it; it stays
 * where the work is interrupted, and nobody else uses it meanwhile.
 */
record Workspace(Path path, FileChannel channel, FileLock lock) implements AutoCloseable {
  private static final String LOCK = "lock";

  /**
   * The workspace of a result.
   *
   * @throws Misuse where another process is making it
   */
  static Workspace beside(Path result) throws IOException {
    Path whole = result.toAbsolutePath().normalize();
    Path path = whole.resolveSibling("." + whole.getFileName() + ".training");
    Files.createDirectories(path);
    FileChannel channel =
        FileChannel.open(
            path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) return new Workspace(path, channel, lock);
    } catch (OverlappingFileLockException mine) {
      channel.close();
      throw new Misuse(result + " is being made already");
    }
    channel.close();
    throw new Misuse(result + " is being made by another process");
  }

  /** The result is there: the workspace goes. */
  void done() throws IOException {
    for (Path file : files()) Files.deleteIfExists(file);
  }

  /** All that is inside, what is deepest first, then the folder. */
  private List<Path> files() throws IOException {
    if (!Files.isDirectory(path)) return List.of();
    try (Stream<Path> inside = Files.walk(path)) {
      return inside.sorted(Comparator.reverseOrder()).toList();
    }
  }

  private boolean holdsCheckpoints() throws IOException {
    Path own = path.resolve(LOCK);
    return files().stream().anyMatch(f -> Files.isRegularFile(f) && !f.equals(own));
  }

  /** What has nothing to go on from leaves nothing behind. */
  @Override
  public void close() throws IOException {
    if (!holdsCheckpoints()) done();
    lock.close();
    channel.close();
  }
}

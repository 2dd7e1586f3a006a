package orrery.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import orrery.artifact.ArtifactException;
import orrery.artifact.Drafts;
import orrery.artifact.SmallFile;
import orrery.report.AtomicFile;

/**
 * A folder for the checkpoints of work that is under way, beside what will come of it; it stays
 * where the work is interrupted, and nobody else uses it meanwhile.
 *
 * @param result what will come of the work
 * @param path its own place
 * @param made folders above it that were made for it, the deepest first
 */
record Workspace(Path result, Path path, List<Path> made, FileChannel channel, FileLock lock)
    implements AutoCloseable {
  private static final String LOCK = "lock";

  /** Says which result is about to be moved to its place, by a name that is the caller's. */
  private static final String PROMISE = "result";

  private static final long LONGEST_PROMISE = 1_000;

  /**
   * The workspace of a result.
   *
   * @throws Misuse where another process is making it
   */
  static Workspace beside(Path result) throws IOException {
    Path path = place(result);
    List<Path> made = missing(path);
    Files.createDirectories(path);
    FileChannel channel =
        FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) return new Workspace(result, path, made, channel, lock);
    } catch (OverlappingFileLockException mine) {
      channel.close();
      throw new Misuse(result + " is being made already");
    }
    channel.close();
    throw new Misuse(result + " is being made by another process");
  }

  private static Path place(Path result) {
    Path whole = result.toAbsolutePath().normalize();
    return whole.resolveSibling("." + whole.getFileName() + ".training");
  }

  /** The folders above a path that are not there, the deepest first. */
  private static List<Path> missing(Path path) {
    List<Path> missing = new ArrayList<>();
    for (Path p = path.getParent(); p != null && !Files.exists(p); p = p.getParent()) {
      missing.add(p);
    }
    return missing;
  }

  /** Whether a run that was killed was about to move a result to its place. */
  static boolean hasPromised(Path result) {
    return Files.isRegularFile(place(result).resolve(PROMISE), LinkOption.NOFOLLOW_LINKS);
  }

  /** Says that the result is about to be moved to its place. */
  void promise(String name) throws IOException {
    AtomicFile.write(path.resolve(PROMISE), name);
  }

  /** Whether a run that was killed was about to move this result to its place. */
  boolean hasPromised(String name) {
    try {
      return SmallFile.read(path.resolve(PROMISE), LONGEST_PROMISE).equals(name);
    } catch (ArtifactException none) {
      return false;
    }
  }

  /** The result is there: the workspace goes, all at once. */
  void done() throws IOException {
    if (!Files.isDirectory(path)) return;
    Path gone = Drafts.of(result.toAbsolutePath().normalize());
    Files.move(path, gone, StandardCopyOption.ATOMIC_MOVE);
    Drafts.delete(gone); // what is left of it if this process is killed, the next one sweeps
    for (Path folder : made) {
      try {
        Files.deleteIfExists(folder);
      } catch (DirectoryNotEmptyException used) {
        return;
      }
    }
  }

  private boolean holdsCheckpoints() throws IOException {
    if (!Files.isDirectory(path)) return false;
    Set<Path> own = Set.of(path.resolve(LOCK), path.resolve(PROMISE));
    try (Stream<Path> inside = Files.walk(path)) {
      return inside.anyMatch(f -> Files.isRegularFile(f) && !own.contains(f));
    }
  }

  /** What has nothing to go on from leaves nothing behind. */
  @Override
  public void close() throws IOException {
    if (!holdsCheckpoints()) done();
    lock.close();
    channel.close();
  }
}

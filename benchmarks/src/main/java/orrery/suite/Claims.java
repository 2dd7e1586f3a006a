package orrery.suite;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Says which item is being made by which process. A claim is a lock of the operating system on one
 * byte of one file, at a place that follows from the item's hash: it goes with the process that
 * holds it, however that ends, so that no claim is ever stale.
 *
 * <p>Locks of POSIX belong to a process: a process opens this file once.
 */
final class Claims implements AutoCloseable {
  private static final int HEX = 16;
  private static final int DIGITS = 15;

  /** Where no item's byte is: 15 hexadecimal digits are less than 2^60. */
  private static final long SHARED = 1L << 60;

  private final FileChannel channel;

  private Claims(FileChannel channel) {
    this.channel = channel;
  }

  static Claims open(Path file) throws IOException {
    return new Claims(FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
  }

  /** A claim that is held until it is closed. */
  record Claim(FileLock lock) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      lock.release();
    }
  }

  /** Claims an item; empty where another process has it. */
  Optional<Claim> take(Item item) throws IOException {
    long at = Long.parseLong(item.hash().substring(0, DIGITS), HEX);
    try {
      return Optional.ofNullable(channel.tryLock(at, 1, /* shared= */ false)).map(Claim::new);
    } catch (OverlappingFileLockException ours) {
      return Optional.empty();
    }
  }

  /** Waits for the right to write what all processes share: definition and index. */
  Claim takeShared() throws IOException {
    return new Claim(channel.lock(SHARED, 1, /* shared= */ false));
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}

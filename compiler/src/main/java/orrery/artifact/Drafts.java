package orrery.artifact;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The hidden names under which files and folders are written before they are moved into place:
 * {@code .NAME.new-PROCESS-UUID}.
 *
 * <p>A process that is killed in the middle leaves its draft behind. The name says whose it is, so
 * that a later run removes what no living process of this machine is writing.
 */
public final class Drafts {
  private static final Pattern NAME =
      Pattern.compile(
          "\\.(?<of>.+)\\.new-(?<process>[0-9]{1,18})-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private Drafts() {}

  /** A new draft of a file or folder, beside it. */
  public static Path of(Path target) {
    return target.resolveSibling(
        ".%s.new-%d-%s"
            .formatted(target.getFileName(), ProcessHandle.current().pid(), UUID.randomUUID()));
  }

  /** Removes abandoned drafts of one file or folder, which are beside it. */
  public static void sweepBeside(Path target) {
    Path folder = target.toAbsolutePath().normalize().getParent();
    Path name = target.toAbsolutePath().normalize().getFileName();
    if (folder == null || name == null) return;
    for (Path draft : abandoned(folder)) {
      Matcher matcher = NAME.matcher(draft.getFileName().toString());
      if (matcher.matches() && matcher.group("of").equals(name.toString())) delete(draft);
    }
  }

  /**
   * Removes all abandoned drafts that stand in a folder of our own; nothing where it is missing.
   */
  public static void sweep(Path folder) {
    abandoned(folder).forEach(Drafts::delete);
  }

  private static List<Path> abandoned(Path folder) {
    if (!Files.isDirectory(folder)) return List.of();
    try (Stream<Path> inside = Files.list(folder)) {
      return inside.filter(Drafts::isAbandoned).toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of(); // what cannot be read is not swept
    }
  }

  private static boolean isAbandoned(Path path) {
    Matcher matcher = NAME.matcher(path.getFileName().toString());
    return matcher.matches()
        && ProcessHandle.of(Long.parseLong(matcher.group("process"))).isEmpty();
  }

  /**
   * Deletes a file or folder of our own making; what cannot be deleted stays behind under its
   * hidden name.
   */
  public static void delete(Path draft) {
    if (!Files.exists(draft, LinkOption.NOFOLLOW_LINKS)) return;
    try {
      Files.walkFileTree(draft, new Deletion());
    } catch (IOException e) {
      System.getLogger(Drafts.class.getName())
          .log(System.Logger.Level.WARNING, "left behind: " + draft, e);
    }
  }

  /** Deletes files and then their folders; follows no links. */
  private static final class Deletion extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(
        Path folder, @org.jspecify.annotations.Nullable IOException failure) throws IOException {
      if (failure != null) throw failure;
      Files.delete(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}

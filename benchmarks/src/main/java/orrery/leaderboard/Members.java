package orrery.leaderboard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import orrery.artifact.ArtifactException;
import orrery.artifact.ModelFolder;
import orrery.artifact.SmallFile;
import orrery.suite.SuiteFolder;

/** Finds the model folders below a folder, in the order of their ids. */
public final class Members {
  private static final int DEEPEST = 6;

  private Members() {}

  /**
   * The members; folders with a hidden name are drafts, and links are not followed. A compiled
   * model that stands within a trained one is a member as well, unless the same model is one
   * already.
   *
   * @param folder that of a suite, or any other that has model folders in it
   * @throws ArtifactException where a model cannot be read
   */
  public static List<Member> below(Path folder) throws IOException, ArtifactException {
    Path root = isSuite(folder) ? new SuiteFolder(folder).models() : folder;
    if (!Files.isDirectory(root)) return List.of();
    List<Member> found = new ArrayList<>();
    walk(root, root, 0, found);
    Set<String> known = new HashSet<>();
    for (Member m : found) {
      if (!isWithin(m, found)) known.add(content(m));
    }
    List<Member> members = new ArrayList<>();
    for (Member m : found) {
      if (!isWithin(m, found) || known.add(content(m))) members.add(m);
    }
    return List.copyOf(members);
  }

  /** Whether a folder is that of a suite. */
  public static boolean isSuite(Path folder) {
    return Files.isRegularFile(new SuiteFolder(folder).definition());
  }

  private static boolean isWithin(Member member, List<Member> all) {
    return all.stream().anyMatch(m -> member.id().startsWith(m.id() + "/"));
  }

  /** Equal for equal models, wherever they stand. */
  private static String content(Member member) throws ArtifactException {
    return SmallFile.sha256(member.folder().resolve("program.rasp"))
        + SmallFile.sha256(member.folder().resolve("config.json"))
        + SmallFile.sha256(member.folder().resolve("model.safetensors"));
  }

  private static void walk(Path root, Path folder, int depth, List<Member> members)
      throws IOException {
    if (depth > DEEPEST) return;
    if (depth > 0 && ModelFolder.isModel(folder)) {
      members.add(new Member(id(root.relativize(folder)), folder));
    }
    List<Path> inside;
    try (Stream<Path> all = Files.list(folder)) {
      inside = all.filter(Members::isOpen).sorted().toList();
    }
    for (Path f : inside) walk(root, f, depth + 1, members);
  }

  private static boolean isOpen(Path path) {
    Path name = path.getFileName();
    boolean isHidden = name == null || name.toString().startsWith(".");
    return !isHidden && Files.isDirectory(path) && !Files.isSymbolicLink(path);
  }

  private static String id(Path relative) {
    return StreamSupport.stream(relative.spliterator(), false)
        .map(Path::toString)
        .collect(Collectors.joining("/"));
  }
}

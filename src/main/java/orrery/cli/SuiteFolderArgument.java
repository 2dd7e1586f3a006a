package orrery.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import orrery.artifact.ArtifactException;
import orrery.leaderboard.Member;
import orrery.leaderboard.Members;
import picocli.CommandLine.Parameters;

/** The argument DIR: the folder of a suite, or any that has model folders in it. */
final class SuiteFolderArgument {
  @Parameters(
      index = "0",
      paramLabel = "DIR",
      description = "The folder of a suite, or any that has model folders in it.")
  private Path folder = Path.of("");

  Path folder() {
    return folder;
  }

  /** What the suite is called: after its folder. */
  String name() {
    Path name = folder.toAbsolutePath().normalize().getFileName();
    return name == null ? "suite" : name.toString();
  }

  /**
   * Its models.
   *
   * @throws Misuse where there is none
   */
  List<Member> members() throws IOException, ArtifactException {
    if (!Files.isDirectory(folder)) throw new Misuse(folder + " is no folder");
    List<Member> members = Members.below(folder);
    if (members.isEmpty()) throw new Misuse(folder + " has no model in it");
    return members;
  }
}

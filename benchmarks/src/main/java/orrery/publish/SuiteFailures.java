package orrery.publish;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import orrery.artifact.ArtifactException;
import orrery.leaderboard.Members;
import orrery.suite.Suite;
import orrery.suite.SuiteFolder;
import orrery.suite.SuiteIndex;

/** What the suite in a folder asks for and does not have. */
public final class SuiteFailures {
  private SuiteFailures() {}

  /** Every item that is not done, with the reason; none where the folder is not that of a suite. */
  public static List<Publication.Failure> of(Path folder) throws ArtifactException {
    List<Publication.Failure> failures = new ArrayList<>();
    if (!Members.isSuite(folder)) return failures;
    SuiteIndex index = SuiteIndex.of(Suite.read(folder), new SuiteFolder(folder));
    for (SuiteIndex.Entry e : index.entries()) {
      boolean isDone = e.path().map(p -> p.startsWith("models/")).orElse(false);
      if (isDone) continue;
      failures.add(
          new Publication.Failure(
              e.item().id(),
              e.item().program().name(),
              e.item().kind().text(),
              e.reason().isEmpty() ? "it has not been made yet" : e.reason()));
    }
    return failures;
  }
}

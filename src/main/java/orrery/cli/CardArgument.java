package orrery.cli;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import orrery.artifact.ArtifactException;
import orrery.report.ReportFiles;
import orrery.report.Scorecard;
import orrery.report.ScorecardFile;

/** Scorecards as they are named on the command line: by their file, or by the folder it is in. */
final class CardArgument {
  private CardArgument() {}

  /** The scorecard of a path. */
  static Scorecard read(Path path) throws ArtifactException, NoSuchFileException {
    Path file = Files.isDirectory(path) ? path.resolve(ReportFiles.JSON) : path;
    if (!Files.exists(file)) throw new NoSuchFileException(file.toString());
    return ScorecardFile.read(file);
  }
}

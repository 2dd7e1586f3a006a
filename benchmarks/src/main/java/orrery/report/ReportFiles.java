package orrery.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Writes what a scorecard becomes: JSON, CSV and a page. */
public final class ReportFiles {
  /** The scorecard. */
  public static final String JSON = "scores.json";

  /** Its figures. */
  public static final String CSV = "scores.csv";

  /** The page. */
  public static final String HTML = "report.html";

  /** The folder of the answers of methods. */
  public static final String ANSWERS = "methods";

  private ReportFiles() {}

  /**
   * Writes all three into a folder that exists, the page last.
   *
   * @param training how the model was trained, if it was: told in the page
   */
  public static void write(Scorecard card, Optional<TrainingAccount> training, Path folder)
      throws IOException {
    AtomicFile.write(folder.resolve(JSON), ScorecardFile.text(card));
    AtomicFile.write(folder.resolve(CSV), ScoresCsv.of(card));
    AtomicFile.write(folder.resolve(HTML), ReportPage.of(card, training));
  }
}

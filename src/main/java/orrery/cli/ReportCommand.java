package orrery.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import orrery.report.AtomicFile;
import orrery.report.ReportPage;
import orrery.report.ScoresCsv;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code orrery report}: a scorecard as a page. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    header = "Make a page, or a table for spreadsheets, of scores.json.",
    description = "The page needs no other file and no network, and prints.",
    footer = {
      "",
      "Example:",
      "  orrery report target/hist --out hist.html",
      "  orrery report scores.json --out figures.csv"
    })
final class ReportCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "DIR|FILE",
      description = "A scorecard, scores.json, or the folder that it is in.")
  private Path path = Path.of("");

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      required = true,
      description = "The file to write: a table where its name ends in .csv, else a page.")
  private Path out = Path.of("");

  @Mixin private Console console = new Console();

  @Override
  public Integer call() throws Exception {
    var card = CardArgument.read(path);
    boolean isTable = out.toString().endsWith(".csv");
    AtomicFile.write(out, isTable ? ScoresCsv.of(card) : ReportPage.of(card));
    console.out().println("wrote " + out);
    return 0;
  }
}

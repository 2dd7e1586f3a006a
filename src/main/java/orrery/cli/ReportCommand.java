package orrery.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import orrery.artifact.ArtifactException;
import orrery.artifact.ModelFolder;
import orrery.artifact.ModelHash;
import orrery.report.AtomicFile;
import orrery.report.ReportPage;
import orrery.report.Scorecard;
import orrery.report.ScoresCsv;
import orrery.report.TrainingAccount;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code orrery report}: a scorecard as a page. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    header = "Make a page, or a table for spreadsheets, of scores.json.",
    description = {
      "The page needs no other file and no network, and prints. Of a trained model it tells",
      "how the training went, where scores.json is in the model's folder or --model names that."
    },
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

  @Option(
      names = "--model",
      paramLabel = "DIR",
      description = "The folder of the model, if it is not that of the scores.")
  private Optional<Path> model = Optional.empty();

  @Mixin private Console console = new Console();

  @Override
  public Integer call() throws Exception {
    var card = CardArgument.read(path);
    boolean isTable = out.toString().endsWith(".csv");
    AtomicFile.write(out, isTable ? ScoresCsv.of(card) : ReportPage.of(card, training(card)));
    console.out().println("wrote " + out);
    return 0;
  }

  /** How the model was trained; empty where its folder is not at hand. */
  private Optional<TrainingAccount> training(Scorecard card) throws ArtifactException {
    if (model.isPresent()) {
      ModelFolder.Contents contents = ModelFolder.read(model.get());
      if (!isOf(card, contents)) {
        throw new Misuse("--model " + model.get() + ": the scores are of another model");
      }
      return TrainingAccount.of(contents.model(), contents.certificate(), model.get());
    }
    Path folder = Files.isDirectory(path) ? path : path.resolveSibling(".");
    if (!ModelFolder.isModel(folder)) return Optional.empty();
    try {
      ModelFolder.Contents contents = ModelFolder.read(folder);
      return isOf(card, contents)
          ? TrainingAccount.of(contents.model(), contents.certificate(), folder)
          : Optional.empty();
    } catch (ArtifactException damaged) {
      console.err().println("without the model's training: " + damaged.getMessage());
      return Optional.empty();
    }
  }

  private static boolean isOf(Scorecard card, ModelFolder.Contents contents) {
    return ModelHash.of(contents.model()).equals(card.provenance().weightsHash());
  }
}

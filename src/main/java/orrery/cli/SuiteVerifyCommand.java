package orrery.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import orrery.artifact.ArtifactException;
import orrery.suite.ModelMaker;
import orrery.suite.Review;
import orrery.suite.Suite;
import orrery.suite.SuiteFolder;
import orrery.suite.SuiteIndex;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code orrery suite verify}: every figure again, from the files. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    header = "Derive every figure of a suite again from its files.",
    description = {
      "Reads every model, compiles its program again and compares, runs its weights again and",
      "compares certificate and figures, and checks the index. Exit code 1 where anything",
      "differs; stdout says what and where."
    },
    footer = {"", "Example:", "  orrery suite verify target/small --jobs 4"})
final class SuiteVerifyCommand implements Callable<Integer> {
  private static final int MOST_JOBS = 1024;

  @Parameters(index = "0", paramLabel = "DIR", description = "The folder of a suite.")
  private Path path = Path.of("");

  @Option(
      names = "--jobs",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many models are looked at side by side (default: ${DEFAULT-VALUE}).")
  private int jobs;

  @Mixin private Console console = new Console();

  @Override
  public Integer call() throws ArtifactException, IOException {
    if (jobs < 1 || jobs > MOST_JOBS) throw new Misuse("--jobs must be from 1 to " + MOST_JOBS);
    SuiteFolder folder = new SuiteFolder(path);
    Suite suite = Suite.read(path);
    List<Review.Finding> findings;
    try (Progress.Steps steps = Progress.steps(console, "verifying")) {
      findings =
          Review.of(
              suite,
              folder,
              ModelMaker.all(),
              jobs,
              (item, done) -> steps.begins(item.id(), done, suite.items().size()));
    }
    findings.forEach(f -> console.out().println(f.place() + ": " + f.what()));
    console.out().println(SuiteFigures.sentence(SuiteIndex.of(suite, folder)));
    console
        .out()
        .println(
            findings.isEmpty()
                ? "every figure is what the files give"
                : Figures.counted(findings.size(), "thing") + " not as it should be");
    return findings.isEmpty() ? 0 : 1;
  }
}

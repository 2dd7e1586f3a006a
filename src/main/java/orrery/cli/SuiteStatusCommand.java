package orrery.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import orrery.artifact.ArtifactException;
import orrery.suite.StratumCount;
import orrery.suite.Suite;
import orrery.suite.SuiteFacts;
import orrery.suite.SuiteFolder;
import orrery.suite.SuiteIndex;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code orrery suite status}: what is done, what failed, what is left. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    header = "Show what of a suite is done, and how difficult its models are.",
    description =
        "Of a FILE, every program is compiled to tell; of a DIR, the models that are there tell.",
    footer = {"", "Example:", "  orrery suite status target/small"})
final class SuiteStatusCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "FILE",
      description = "A suite's file, or the folder of a suite.")
  private Path file = Path.of("");

  @Mixin private JsonOption json = new JsonOption();
  @Mixin private Console console = new Console();

  @Override
  public Integer call() throws ArtifactException {
    Suite suite = Suite.read(file);
    boolean isFolder = Files.isDirectory(file);
    SuiteIndex index =
        isFolder ? SuiteIndex.of(suite, new SuiteFolder(file)) : SuiteIndex.planned(suite);
    SuiteFacts facts =
        isFolder
            ? SuiteFacts.of(index)
            : Progress.show(
                console,
                "compiling",
                suite.programs().size(),
                done -> SuiteFacts.compiled(suite, done));
    List<StratumCount> strata = facts.strata(suite.spec().strata());
    if (json.wanted()) {
      JsonObject all = index.json();
      JsonArray counts = new JsonArray();
      strata.forEach(s -> counts.add(s.json()));
      all.add("strata", counts);
      all.add("programs", facts.json());
      console.out().println(all);
      return 0;
    }
    console.out().print(isFolder ? SuiteFigures.items(index).plain() : programs(facts));
    console.out().println();
    console.out().print(SuiteFigures.strata(strata).plain());
    console.out().println();
    console.out().println(SuiteFigures.sentence(index));
    return 0;
  }

  private static String programs(SuiteFacts facts) {
    return SuiteFigures.programs(facts).plain();
  }
}

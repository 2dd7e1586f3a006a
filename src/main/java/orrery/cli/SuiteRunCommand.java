package orrery.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import orrery.artifact.ArtifactException;
import orrery.suite.Item;
import orrery.suite.ItemStore.State;
import orrery.suite.ModelMaker;
import orrery.suite.Shard;
import orrery.suite.Suite;
import orrery.suite.SuiteFolder;
import orrery.suite.SuiteIndex;
import orrery.suite.SuiteRun;
import orrery.suite.Workers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code orrery suite run}: makes the models that are missing. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    header = "Make the models of a suite that are not there yet.",
    description = {
      "May be killed at any moment, and started again, also several times at once on one DIR:",
      "every model appears whole and verified, and none is made twice. A model that fails is",
      "reported, kept in DIR/failed with every attempt, and does not stop the rest."
    },
    footer = {
      "",
      "Example:",
      "  orrery suite run programs/suites/small.json --out target/small --jobs 2",
      "  orrery suite run suite.json --out /shared/suite --shard $SLURM_ARRAY_TASK_ID/40",
      "  orrery suite run suite.json --out target/suite --together 8"
    })
final class SuiteRunCommand implements Callable<Integer> {
  private static final int MOST_JOBS = 1024;
  private static final int MOST_TOGETHER = 256;
  private static final double MINUTE_MILLIS = 60_000;

  @Parameters(
      index = "0",
      paramLabel = "FILE",
      description = "A suite's file, or the folder of a suite.")
  private Path file = Path.of("");

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      description = "The suite's folder, made if it is not there; FILE where that is one.")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--shard",
      paramLabel = "K/N",
      defaultValue = "1/1",
      description = "Only the K-th of N equal parts, so that N machines make the whole.")
  private String shard = "";

  @Option(
      names = "--jobs",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many processes make models side by side (default: ${DEFAULT-VALUE}).")
  private int jobs;

  @Option(
      names = "--together",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "How many models of one shape a process trains side by side as one batch, such as the"
              + " seeds of a program; what becomes of each is the same (default:"
              + " ${DEFAULT-VALUE}).")
  private int together;

  @Option(
      names = "--limit-minutes",
      paramLabel = "M",
      description = "Begin no model later than M minutes from now.")
  private Optional<Double> minutes = Optional.empty();

  @Option(names = "--retry", description = "Try again what failed before.")
  private boolean retry;

  @Mixin private JsonOption json = new JsonOption();
  @Mixin private Console console = new Console();

  @Override
  public Integer call() throws ArtifactException, IOException, InterruptedException {
    if (jobs < 1 || jobs > MOST_JOBS) throw new Misuse("--jobs must be from 1 to " + MOST_JOBS);
    if (together < 1 || together > MOST_TOGETHER) {
      throw new Misuse("--together must be from 1 to " + MOST_TOGETHER);
    }
    SuiteRun.Options options =
        new SuiteRun.Options(shard(), limit(), retry, Set.of(), SuiteRun.Company.of(together));
    SuiteFolder folder = new SuiteFolder(place());
    Suite suite = Suite.read(file);
    folder.define(suite);
    SuiteIndex before = SuiteIndex.of(suite, folder);
    boolean isWell;
    try (SuiteProgress progress = new SuiteProgress(console, before, options.shard())) {
      if (jobs == 1) {
        say(new SuiteRun(suite, folder, ModelMaker.all(), options, progress).run());
      } else {
        new Workers(suite, folder, options, progress).run(jobs);
      }
      isWell = progress.isWell();
    }
    SuiteIndex all = folder.index(suite);
    SuiteIndex own = all.of(options.shard());
    console.out().println(json.wanted() ? all.json() : SuiteFigures.sentence(all));
    if (!json.wanted() && !options.shard().equals(Shard.ALL)) {
      console.out().println("shard " + shard + ": " + SuiteFigures.counts(own));
    }
    return isWell && own.count(State.FAILED) == 0 ? 0 : 1;
  }

  private void say(List<Item> held) {
    if (held.isEmpty()) return;
    console.err().println("being made by other processes: " + SuiteFigures.names(held));
  }

  private Path place() {
    if (out.isPresent()) return out.get();
    if (Files.isDirectory(file)) return file;
    throw new Misuse("--out DIR is missing: where the models of " + file + " go");
  }

  private Shard shard() {
    try {
      return Shard.of(shard);
    } catch (IllegalArgumentException wrong) {
      throw new Misuse("--shard " + shard + ": " + wrong.getMessage());
    }
  }

  private Duration limit() {
    if (minutes.isEmpty()) return SuiteRun.Options.UNLIMITED;
    double m = minutes.get();
    if (!(m >= 0 && m < 1e6)) throw new Misuse("--limit-minutes must be 0 or more");
    return Duration.ofMillis((long) (m * MINUTE_MILLIS));
  }
}

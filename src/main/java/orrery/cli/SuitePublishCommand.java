package orrery.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import orrery.artifact.ArtifactException;
import orrery.leaderboard.Member;
import orrery.publish.Publication;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code orrery suite publish}: a suite as a dataset for others. */
@Command(
    name = "publish",
    mixinStandardHelpOptions = true,
    header = "Write a suite as a dataset folder that needs no software of ours.",
    description = {
      "The folder has a card (README.md), a row a model in metadata.csv and metadata.parquet,",
      "croissant.json, SHA256SUMS, and for every model safetensors, tokeniser, circuits in JSON,",
      "evaluation pairs, certificate and figures; and the suite's leaderboard, if it has one.",
      "Models whose certificate failed are left out and listed in failed.csv. Written whole or",
      "not at all; equal suites make equal bytes."
    },
    footer = {
      "",
      "Example:",
      "  orrery suite publish target/small --out target/small-published --licence cc-by-4.0"
    })
final class SuitePublishCommand implements Callable<Integer> {
  @Mixin private SuiteFolderArgument suite = new SuiteFolderArgument();

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "DIR",
      description = "The folder to write.")
  private Path out = Path.of("");

  @Option(names = "--force", description = "Replace an earlier publication.")
  private boolean force;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "What the dataset is called (default: as the suite's folder).")
  private Optional<String> name = Optional.empty();

  @Option(
      names = "--licence",
      paramLabel = "ID",
      defaultValue = "other",
      description = "Its licence, as Hugging Face names it (default: ${DEFAULT-VALUE}).")
  private String licence = "other";

  @Option(names = "--url", paramLabel = "URL", description = "Where it will be.")
  private Optional<String> url = Optional.empty();

  @Option(names = "--creator", paramLabel = "NAME", description = "Whose it is.")
  private Optional<String> creator = Optional.empty();

  @Option(names = "--date", paramLabel = "DATE", description = "When it is published: 2026-01-31.")
  private Optional<String> date = Optional.empty();

  @Option(
      names = "--dataset-version",
      paramLabel = "VERSION",
      defaultValue = "1.0.0",
      description = "The version of the dataset (default: ${DEFAULT-VALUE}).")
  private String version = "1.0.0";

  @Option(
      names = "--pairs",
      paramLabel = "N",
      defaultValue = "200",
      description = "The most evaluation pairs of a model (default: ${DEFAULT-VALUE}).")
  private int pairs;

  @Mixin private SeedOption seed = new SeedOption();
  @Mixin private Console console = new Console();

  @Override
  public Integer call() throws IOException, ArtifactException {
    if (pairs < 1) throw new Misuse("--pairs must be 1 or more");
    if (date.isPresent() && !date.get().matches("\\d{4}-\\d{2}-\\d{2}")) {
      throw new Misuse("--date " + date.get() + ": write it 2026-01-31");
    }
    List<Member> members = suite.members();
    Publication.Summary summary;
    int[] done = {0};
    try (Progress.Steps bar = Progress.steps(console, "publish")) {
      summary =
          Publication.write(
              Publication.Content.of(suite.folder(), members),
              new Publication.Labels(
                  name.orElse(suite.name()), licence, url, creator, date, version),
              new Publication.Settings(pairs, seed.value(), force),
              out,
              id -> bar.begins(id, ++done[0], members.size()));
    }
    for (Publication.Failure f : summary.failures()) {
      console.out().println("  not published: " + f.id() + ": " + first(f.why()));
    }
    console
        .out()
        .println(
            "wrote %s: %s, %d left out"
                .formatted(
                    out, Figures.counted(summary.models(), "model"), summary.failures().size()));
    if (url.isEmpty() || creator.isEmpty() || date.isEmpty()) {
      console
          .out()
          .println("Croissant asks for --url, --creator and --date as well: give them to publish.");
    }
    return 0;
  }

  /** The first of several sentences; all of them are in failed.csv. */
  private static String first(String reasons) {
    int end = reasons.indexOf(". ");
    return end < 0 ? reasons : reasons.substring(0, end + 1) + " …";
  }
}

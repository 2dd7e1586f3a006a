package orrery.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import orrery.artifact.ArtifactException;
import orrery.draw.Table;
import orrery.leaderboard.Leaderboard;
import orrery.leaderboard.LeaderboardTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code orrery suite leaderboard}: what was found on every model, together. */
@Command(
    name = "leaderboard",
    mixinStandardHelpOptions = true,
    header = "Put together what `orrery suite assay` found on every model.",
    description = {
      "Writes leaderboard.html, leaderboard.json and leaderboard.csv: mean and median of every figure",
      "with 95 % intervals over programs, by kind of model and by difficulty; every two methods",
      "tested against each other (Wilcoxon, sign test, A12; Holm over all pairs); and which models",
      "have no scorecard or cannot tell methods apart."
    },
    footer = {
      "",
      "Example:",
      "  orrery suite leaderboard target/small",
      "  orrery suite leaderboard target/small --markdown"
    })
final class SuiteLeaderboardCommand implements Callable<Integer> {
  @Mixin private SuiteFolderArgument suite = new SuiteFolderArgument();

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      description = "Where the files go (default: into the folder of the suite).")
  private Optional<Path> out = Optional.empty();

  @Option(names = "--markdown", description = "Print a Markdown table.")
  private boolean markdown;

  @Mixin private SeedOption seed = new SeedOption();
  @Mixin private Console console = new Console();

  @Override
  public Integer call() throws IOException, ArtifactException {
    Leaderboard board = Leaderboard.of(suite.name(), suite.folder(), suite.members(), seed.value());
    Path folder = out.orElse(suite.folder());
    board.write(folder);
    Table table = LeaderboardTable.of(board);
    console.out().print(markdown ? table.markdown() : table.plain());
    console.out().println();
    console.out().println(LeaderboardTable.summary(board));
    console.out().println("wrote " + folder.resolve("leaderboard.html"));
    return 0;
  }
}

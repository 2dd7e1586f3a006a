package orrery.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import orrery.artifact.ArtifactException;
import orrery.leaderboard.Member;
import orrery.leaderboard.SuiteAssay;
import orrery.leaderboard.SuiteAssay.End;
import orrery.leaderboard.SuiteAssay.Ended;
import orrery.suite.Shard;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code orrery suite assay}: methods put to the test on every model of a suite. */
@Command(
    name = "assay",
    mixinStandardHelpOptions = true,
    header = "Put methods to the test on every model of a suite.",
    description = {
      "Every model is assessed as `orrery assay` does it; report.html, scores.json, scores.csv and",
      "the answer of every method are kept in DIR/assay/MODEL. The same command again goes on where",
      "it was interrupted. A model that fails is reported and does not stop the others. Several",
      "processes may each do a part of the models: --shard 1/4 to --shard 4/4."
    },
    footer = {
      "",
      "Example:",
      "  orrery suite assay target/small --methods eap,eap-ig-inputs,acdc --jobs 4",
      "  orrery suite assay target/large --shard $SLURM_ARRAY_TASK_ID/40"
    })
final class SuiteAssayCommand implements Callable<Integer> {
  @Mixin private SuiteFolderArgument suite = new SuiteFolderArgument();
  @Mixin private MethodList methods = new MethodList();

  @Option(
      names = "--shard",
      paramLabel = "I/N",
      defaultValue = "1/1",
      description = "Only the I-th of N equal parts of the models (default: all).")
  private String shard = "1/1";

  @Option(
      names = "--jobs",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many models at once (default: ${DEFAULT-VALUE}).")
  private int jobs;

  @Option(
      names = "--most-edges",
      paramLabel = "N",
      defaultValue = "2000",
      description = "Leave larger models out, and say so (default: ${DEFAULT-VALUE}).")
  private int mostEdges;

  @Mixin private TaskArguments task = new TaskArguments();
  @Mixin private SeedOption seed = new SeedOption();
  @Mixin private EngineOptions engine = new EngineOptions();
  @Mixin private Console console = new Console();

  @Override
  public Integer call() throws IOException, ArtifactException {
    engine.check();
    if (methods.methods().isEmpty()) throw new Misuse("--methods: name at least one");
    if (jobs < 1) throw new Misuse("--jobs must be 1 or more");
    Shard part = shard();
    List<Member> members = suite.members();
    SuiteAssay assay = SuiteAssay.of(suite.folder(), question());
    List<Ended> all = new ArrayList<>();
    try (Progress.Steps bar = Progress.steps(console, "assay")) {
      assay.run(
          members,
          part,
          jobs,
          ended -> {
            all.add(ended);
            bar.begins(ended.id(), all.size(), Math.max(1, members.size() / part.count()));
          });
    }
    tell(all);
    return all.stream().anyMatch(e -> e.end() == End.BROKEN) ? 1 : 0;
  }

  private Shard shard() {
    try {
      return Shard.of(shard);
    } catch (IllegalArgumentException wrong) {
      throw new Misuse("--shard " + shard + ": " + wrong.getMessage());
    }
  }

  private SuiteAssay.Question question() {
    String command =
        "orrery suite assay DIR"
            + methods.written()
            + task.written()
            + engine.written()
            + (seed.value() == 0 ? "" : " --seed " + seed.value());
    return new SuiteAssay.Question(
        methods.list(),
        task.options(seed.value()),
        mostEdges,
        model ->
            jobs == 1 ? engine.of(model) : engine.oneThread(model.weights(), model.structural()),
        new SuiteAssay.About(engine.name(), Orrery.VERSION, command));
  }

  private void tell(List<Ended> all) {
    Map<End, Integer> counts = new EnumMap<>(End.class);
    for (Ended e : all) {
      counts.merge(e.end(), 1, Integer::sum);
      e.why().ifPresent(why -> console.out().println("  " + e.id() + ": " + why));
    }
    console
        .out()
        .println(
            "%s: %d assessed, %d were done already, %d left out, %d broke"
                .formatted(
                    Figures.counted(all.size(), "model"),
                    counts.getOrDefault(End.DONE, 0),
                    counts.getOrDefault(End.KEPT, 0),
                    counts.getOrDefault(End.LEFT, 0),
                    counts.getOrDefault(End.BROKEN, 0)));
  }
}

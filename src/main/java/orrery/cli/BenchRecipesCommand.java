package orrery.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import orrery.bench.RecipeBench;
import orrery.circuit.CompiledModel;
import orrery.draw.Table;
import orrery.engine.NoTorch;
import orrery.siit.Recipe;
import orrery.siit.Standing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code orrery bench recipes}: the published way to be strict beside ours. */
@Command(
    name = "recipes",
    mixinStandardHelpOptions = true,
    header = "Compare ways to make a model strict: resampled one by one, or many at once.",
    description = {
      "Trains models of several seeds for a fixed number of steps, with and without gradients",
      "through the source run, for each way to choose which non-circuit components are resampled",
      "together. The table shows, in per cent of judged tokens of held-out pairs: the published",
      "acceptance (one component at a time, mean over components), its worst component, and all",
      "non-circuit components at once. Every seed has a figure."
    },
    footer = {
      "",
      "Example:",
      "  orrery bench recipes programs/interpbench/033_even_length.rasp --d-model 4 --d-head 1"
    })
final class BenchRecipesCommand implements Callable<Integer> {
  private static final String DETACHED = "detached";
  private static final String GRADIENTS = "gradients";

  @Mixin private ProgramArgument program = new ProgramArgument();

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "5",
      description = "Models a cell, with seeds 0 to N-1 (default: ${DEFAULT-VALUE}).")
  private int seeds;

  @Option(
      names = "--sources",
      paramLabel = "LIST",
      split = ",",
      description = "Some of detached and gradients (default: both).")
  private List<String> sources = List.of(DETACHED, GRADIENTS);

  @Option(
      names = "--sampling",
      paramLabel = "LIST",
      split = ",",
      description = "Some of individual, sample-all, all and mixed (default: all four).")
  private List<String> sampling =
      Arrays.stream(Recipe.Sampling.values()).map(Recipe.Sampling::label).toList();

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "600",
      description = "Steps of every model (default: ${DEFAULT-VALUE}).")
  private int steps;

  @Option(
      names = "--pairs",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Held-out pairs that judge a model (default: ${DEFAULT-VALUE}).")
  private int pairs;

  @Option(names = "--csv", paramLabel = "FILE", description = "Write every model's figures there.")
  private Optional<Path> csv = Optional.empty();

  @Option(names = "--markdown", description = "Print a Markdown table.")
  private boolean markdown;

  @Mixin private ArchitectureOptions architecture = new ArchitectureOptions();
  @Mixin private Console console = new Console();

  @Override
  public Integer call() throws IOException {
    if (seeds < 1 || steps < 1 || pairs < 1) {
      throw new Misuse("--seeds, --steps and --pairs must be 1 or more");
    }
    List<RecipeBench.Cell> wanted = wanted();
    List<RecipeBench.Row> rows = measured(program.load(console).compile(), wanted);
    List<List<String>> cells = new ArrayList<>();
    rows.forEach(row -> cells.add(cells(row)));
    Table table =
        new Table(
            List.of(
                "sources",
                "sampling",
                "accuracy",
                "IIA",
                "strict, mean of nodes",
                "strict, worst node",
                "strict, all nodes at once"),
            cells);
    console.out().print(markdown ? table.markdown() : table.plain());
    return 0;
  }

  private List<RecipeBench.Cell> wanted() {
    List<String> known = Arrays.stream(Recipe.Sampling.values()).map(s -> s.label()).toList();
    sources.forEach(s -> known("--sources", s, List.of(DETACHED, GRADIENTS)));
    sampling.forEach(s -> known("--sampling", s, known));
    return RecipeBench.Cell.all().stream()
        .filter(c -> sources.contains(c.detached() ? DETACHED : GRADIENTS))
        .filter(c -> sampling.contains(c.sampling().label()))
        .toList();
  }

  private static void known(String option, String name, List<String> all) {
    if (all.contains(name)) return;
    throw new Misuse(
        "%s: there is no `%s`, only %s".formatted(option, name, String.join(", ", all)));
  }

  /** The CSV is written anew after every cell: what is measured is not lost. */
  private List<RecipeBench.Row> measured(CompiledModel compiled, List<RecipeBench.Cell> wanted)
      throws IOException {
    List<RecipeBench.Row> rows = new ArrayList<>();
    try (Progress.Steps bar = Progress.steps(console, "recipes")) {
      RecipeBench bench =
          new RecipeBench(compiled, architecture.of(compiled), seeds, steps, pairs);
      for (RecipeBench.Cell cell : wanted) {
        bar.begins(cell.sampling().label(), rows.size(), wanted.size());
        rows.add(bench.run(cell));
        if (csv.isPresent()) Files.writeString(csv.get(), csv(rows), StandardCharsets.UTF_8);
      }
    } catch (NoTorch | IllegalArgumentException cannot) {
      throw new Misuse(String.valueOf(cannot.getMessage()));
    }
    return rows;
  }

  private static String sources(RecipeBench.Row row) {
    return row.cell().detached() ? DETACHED : GRADIENTS;
  }

  private static List<String> cells(RecipeBench.Row row) {
    return List.of(
        sources(row),
        row.cell().sampling().label(),
        each(row, Standing::accuracy),
        each(row, Standing::iia),
        each(row, Standing::strictMean),
        each(row, Standing::strictWorst),
        each(row, Standing::strictJoint));
  }

  private static String each(RecipeBench.Row row, ToDoubleFunction<Standing> figure) {
    return row.seeds().stream()
        .map(s -> figure.applyAsDouble(s))
        .map(BenchRecipesCommand::percent)
        .collect(Collectors.joining(" "));
  }

  /** Never rounded up to 100. */
  private static String percent(double share) {
    return share == 1 ? "100" : String.format(Locale.ROOT, "%.1f", Math.floor(share * 1000) / 10);
  }

  private static String csv(List<RecipeBench.Row> rows) {
    StringBuilder csv =
        new StringBuilder(
            "sources,sampling,seed,accuracy,iia,strict_mean,strict_worst,strict_joint\n");
    for (RecipeBench.Row row : rows) {
      for (int seed = 0; seed < row.seeds().size(); seed++) {
        Standing s = row.seeds().get(seed);
        csv.append(
            String.format(
                Locale.ROOT,
                "%s,%s,%d,%.6f,%.6f,%.6f,%.6f,%.6f\n",
                sources(row),
                row.cell().sampling().label(),
                seed,
                s.accuracy(),
                s.iia(),
                s.strictMean(),
                s.strictWorst(),
                s.strictJoint()));
      }
    }
    return csv.toString();
  }
}

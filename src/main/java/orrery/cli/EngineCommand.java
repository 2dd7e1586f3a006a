package orrery.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import orrery.Compiler;
import orrery.bench.EngineBench;
import orrery.draw.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code orrery bench engine}: what interventions cost, beside other implementations. */
@Command(
    name = "engine",
    mixinStandardHelpOptions = true,
    header = "Measure what interventions cost on one core.",
    description = {
      "Runs every operation on random dense models of three sizes, or on compiled programs, on one",
      "thread. Beside each time stand those of a published library and of a",
      "lean re-implementation in torch for the same sizes and 200 prompts, in CPU seconds. Times",
      "are processor time of the thread, the least of several runs once the code is compiled."
    },
    footer = {
      "",
      "Example:",
      "  orrery bench engine --sizes 2 --operations exact,eap",
      "  orrery bench engine programs/ioi.rasp"
    })
final class EngineCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "PROGRAM",
      arity = "0..*",
      description = "Compiled programs instead of random models.")
  private List<Path> programs = List.of();

  @Option(
      names = "--operations",
      paramLabel = "LIST",
      split = ",",
      description = {
        "Some of exact (every edge), eap, eap-ig (5 steps), acdc (one threshold), nodes,",
        "probing (one soft mask, there and back) and curve (10 circuits); default: all."
      })
  private List<String> operations = EngineBench.operations();

  @Option(
      names = "--sizes",
      paramLabel = "N",
      defaultValue = "3",
      description = "The N smallest of the three random models (default: ${DEFAULT-VALUE}).")
  private int sizes;

  @Option(
      names = "--prompts",
      paramLabel = "N",
      defaultValue = "200",
      description = "How many prompts (default: ${DEFAULT-VALUE}).")
  private int prompts;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "0",
      description = "Seed of random models and prompts (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--markdown", description = "Print a Markdown table.")
  private boolean markdown;

  @Mixin private EngineOptions engine = new EngineOptions();
  @Mixin private Console console = new Console();

  @Override
  public Integer call() throws IOException {
    engine.check();
    List<EngineBench.Shape> shapes = EngineBench.Shape.ALL;
    if (sizes < 1 || sizes > shapes.size()) {
      throw new Misuse("--sizes must be from 1 to %d".formatted(shapes.size()));
    }
    if (prompts < 1) throw new Misuse("--prompts must be 1 or more");
    for (String name : operations) {
      if (!EngineBench.operations().contains(name)) {
        throw new Misuse(
            "--operations: there is no `%s`, only %s"
                .formatted(name, String.join(", ", EngineBench.operations())));
      }
    }
    List<EngineBench.Row> rows = new ArrayList<>();
    if (programs.isEmpty()) {
      for (EngineBench.Shape shape : shapes.subList(0, sizes)) {
        EngineBench.run(shape, operations, prompts, seed, engine::oneThread, rows::add);
      }
    }
    for (Path file : ProgramFiles.below(programs)) {
      LoadedProgram loaded = LoadedProgram.load(file, Map.of(), console);
      EngineBench.run(
          Compiler.compile(loaded.meant().model(), Compiler.Options.DEFAULT),
          operations,
          prompts,
          engine::oneThread,
          rows::add);
    }
    Table table =
        new Table(
            List.of(
                "model",
                "edges",
                "prompts",
                "operation",
                "seconds",
                "ms per edge",
                "library",
                "lean torch",
                "of lean"),
            rows.stream().map(EngineCommand::cells).toList());
    console.out().print(markdown ? table.markdown() : table.plain());
    return 0;
  }

  private static List<String> cells(EngineBench.Row row) {
    return List.of(
        row.model(),
        String.valueOf(row.edges()),
        String.valueOf(row.prompts()),
        row.operation(),
        number(row.seconds()),
        number(1000 * row.seconds() / row.edges()),
        figure(row.published()),
        figure(row.lean()),
        row.lean().isPresent() && row.prompts() == 200
            ? String.format(Locale.ROOT, "%.2f", row.seconds() / row.lean().getAsDouble())
            : "");
  }

  private static String figure(OptionalDouble value) {
    return value.isPresent() ? number(value.getAsDouble()) : "";
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 0.1 ? "%.4f" : value < 10 ? "%.2f" : "%.1f", value);
  }
}

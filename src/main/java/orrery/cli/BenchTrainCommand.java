package orrery.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import orrery.bench.EngineBench;
import orrery.bench.TrainBench;
import orrery.bench.TrainMemory;
import orrery.draw.Table;
import orrery.engine.NoTorch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code orrery bench train}: what a step of training costs, and what it holds in memory. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    header = "Measure what training costs on one core.",
    description = {
      "A step has a source row, an interchange row and a strict row a pair, forward and backward;",
      "what an edge-strict row adds, as our recipe has it, is in a column of its own.",
      "Times are processor time of one thread, the least of several blocks of steps. Beside a step",
      "of one model stands that of InterpBench's trainer in torch, measured elsewhere on one core;",
      "beside many tiny models as one batch stands one of them by itself, in the same run. Parts:",
      "single, batch, finish (tiny models trained until all held-out figures are at the recipe's",
      "threshold, as one batch and one by one) and memory."
    },
    footer = {
      "",
      "Example:",
      "  orrery bench train programs/interpbench/013_trend.rasp --parts single,batch"
    })
final class BenchTrainCommand implements Callable<Integer> {
  private static final List<String> PARTS = List.of("single", "batch", "finish", "memory");
  private static final int SAMPLES = 10; // of memory

  @Mixin private ProgramArgument program = new ProgramArgument();

  @Option(
      names = "--parts",
      paramLabel = "LIST",
      split = ",",
      description = "Some of single, batch, finish and memory (default: all).")
  private List<String> parts = PARTS;

  @Option(
      names = "--sizes",
      paramLabel = "N",
      defaultValue = "3",
      description = "The N smallest of the three single models (default: ${DEFAULT-VALUE}).")
  private int sizes;

  @Option(
      names = "--models",
      paramLabel = "LIST",
      split = ",",
      defaultValue = "1,2,4,8,16,32",
      description = "How many tiny models are a batch (default: ${DEFAULT-VALUE}).")
  private List<Integer> models = List.of();

  @Option(
      names = "--pairs",
      paramLabel = "N",
      defaultValue = "200",
      description = "Pairs of a step (default: ${DEFAULT-VALUE}).")
  private int pairs;

  @Option(
      names = "--finish",
      paramLabel = "N",
      defaultValue = "8",
      description = "How many tiny models are trained to the end (default: ${DEFAULT-VALUE}).")
  private int finish;

  @Option(
      names = "--memory-steps",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Steps over which memory is sampled (default: ${DEFAULT-VALUE}).")
  private int memorySteps;

  @Option(
      names = "--blocks",
      paramLabel = "N",
      defaultValue = "8",
      description = "Blocks of steps, of which the fastest counts (default: ${DEFAULT-VALUE}).")
  private int blocks;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "20",
      description = "Steps of a block (default: ${DEFAULT-VALUE}).")
  private int steps;

  @Option(names = "--csv", paramLabel = "FILE", description = "Write all figures there.")
  private Optional<Path> csv = Optional.empty();

  @Option(names = "--markdown", description = "Print Markdown tables.")
  private boolean markdown;

  @Mixin private Console console = new Console();

  private final StringBuilder figures = new StringBuilder("part,model,models,figure,value\n");

  @Override
  public Integer call() throws IOException {
    check();
    TrainBench bench = new TrainBench(program.load(console).compile(), pairs, blocks, steps);
    try {
      for (String part : parts) {
        switch (part) {
          case "single" -> single(bench);
          case "batch" -> batch(bench);
          case "finish" -> finish(bench);
          default -> memory(bench);
        }
      }
    } catch (NoTorch | IllegalArgumentException cannot) {
      throw new Misuse(String.valueOf(cannot.getMessage()));
    }
    if (csv.isPresent()) Files.writeString(csv.get(), figures, StandardCharsets.UTF_8);
    return 0;
  }

  private void check() {
    for (String part : parts) {
      if (!PARTS.contains(part)) {
        throw new Misuse(
            "--parts: there is no `%s`, only %s".formatted(part, String.join(", ", PARTS)));
      }
    }
    int all = EngineBench.Shape.ALL.size();
    if (sizes < 1 || sizes > all) throw new Misuse("--sizes must be from 1 to " + all);
    boolean counts = finish >= 1 && pairs >= 1 && blocks >= 1 && steps >= 1;
    if (!counts || models.stream().anyMatch(m -> m < 1)) {
      throw new Misuse("--models, --finish, --pairs, --blocks and --steps must be 1 or more");
    }
    if (memorySteps < SAMPLES) {
      throw new Misuse("--memory-steps must be %d or more".formatted(SAMPLES));
    }
  }

  private void single(TrainBench bench) {
    List<List<String>> rows = new ArrayList<>();
    for (EngineBench.Shape shape : EngineBench.Shape.ALL.subList(0, sizes)) {
      TrainBench.Single row = bench.single(shape);
      note("single", shape.toString(), 1, "milliseconds", row.milliseconds());
      note("single", shape.toString(), 1, "with edges", row.withEdges());
      OptionalDouble torch = row.torch();
      rows.add(
          List.of(
              shape.toString(),
              number(row.milliseconds()),
              torch.isPresent() ? number(torch.getAsDouble()) : "",
              torch.isPresent() ? ratio(row.milliseconds() / torch.getAsDouble()) : "",
              number(row.withEdges())));
    }
    print(List.of("model", "ms a step", "torch", "of torch", "with edge-strict"), rows);
  }

  private void batch(TrainBench bench) {
    List<List<String>> rows = new ArrayList<>();
    bench.batches(
        models,
        row -> {
          note("batch", TrainBench.TINY.toString(), row.models(), "together", row.together());
          note("batch", TrainBench.TINY.toString(), row.models(), "alone", row.alone());
          rows.add(
              List.of(
                  String.valueOf(row.models()),
                  number(row.together()),
                  number(row.alone()),
                  ratio(row.alone() / row.together())));
        });
    print(
        List.of(
            TrainBench.TINY + " models",
            "ms a model and step, as one batch",
            "one by one",
            "times as fast"),
        rows);
  }

  private void finish(TrainBench bench) {
    List<List<String>> rows = new ArrayList<>();
    for (int atOnce : new int[] {finish, 1}) {
      TrainBench.Finished all = bench.finished(TrainBench.TINY, finish, atOnce);
      note("finish", TrainBench.TINY.toString(), atOnce, "seconds", all.seconds());
      note("finish", TrainBench.TINY.toString(), atOnce, "reached", all.reached());
      rows.add(
          List.of(
              atOnce == 1 ? "one by one" : "as one batch",
              all.reached() + " of " + all.models(),
              all.steps().stream().map(String::valueOf).collect(Collectors.joining(" ")),
              number(all.seconds()),
              String.format(Locale.ROOT, "%.0f", all.perHour())));
    }
    print(
        List.of(
            TrainBench.TINY + " models", "at threshold", "steps", "CPU seconds", "models an hour"),
        rows);
  }

  private void memory(TrainBench bench) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    EngineBench.Shape shape = EngineBench.Shape.ALL.get(0);
    TrainMemory.run(
        bench,
        shape,
        memorySteps,
        SAMPLES,
        sample -> {
          OptionalLong resident = sample.residentKib();
          note(
              "memory",
              shape.toString(),
              1,
              "resident at " + sample.step(),
              (double) resident.orElse(-1));
          note("memory", shape.toString(), 1, "arrays at " + sample.step(), sample.arrays());
          rows.add(
              List.of(
                  String.valueOf(sample.step()),
                  resident.isPresent() ? String.valueOf(resident.getAsLong() / 1024) : "",
                  String.valueOf(sample.heapKib() / 1024),
                  String.valueOf(sample.arrays())));
        });
    print(List.of(shape + ", step", "resident MiB", "Java heap MiB", "native arrays"), rows);
  }

  private void print(List<String> headings, List<List<String>> rows) {
    Table table = new Table(headings, rows);
    console.out().println(markdown ? table.markdown() : table.plain());
    console.out().flush();
  }

  private void note(String part, String model, int many, String figure, double value) {
    figures.append(
        String.format(Locale.ROOT, "%s,%s,%d,%s,%.6g\n", part, model, many, figure, value));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.1f", value);
  }

  private static String ratio(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}

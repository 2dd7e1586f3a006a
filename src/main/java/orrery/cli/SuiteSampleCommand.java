package orrery.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import orrery.artifact.ArtifactException;
import orrery.draw.Table;
import orrery.sampler.Difficulty;
import orrery.sampler.Rejection;
import orrery.sampler.Sample;
import orrery.sampler.SampledProgram;
import orrery.sampler.SuiteSampler;
import orrery.suite.SampleFolder;
import orrery.suite.SampleOrder;
import orrery.suite.StrataTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code orrery suite sample}: random programs for a suite. */
@Command(
    name = "sample",
    mixinStandardHelpOptions = true,
    header = "Draw programs for a suite, by strata of difficulty.",
    description = {
      "Each compiles and is verified; none is constant, the identity, nearly always the same, means",
      "the same as another up to names, or computes what its answers ignore. DIR then has the",
      "programs, index.csv and sample.json, which says what was not taken and why. Exit code 1 where",
      "fewer than N were found."
    },
    footer = {
      "",
      "Example:",
      "  orrery suite sample --count 20 --seed 1 --out target/sampled",
      "  orrery suite sample --count 20 --strata 3-4:50,5-8:50 --require best --out target/best"
    })
final class SuiteSampleCommand implements Callable<Integer> {
  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "100",
      description = "How many programs (default: ${DEFAULT-VALUE}).")
  private String count = "";

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      required = true,
      description = "The folder to write; a sample that is there is replaced.")
  private Path out = Path.of("");

  @Option(
      names = "--strata",
      paramLabel = "SHARES",
      description =
          "Shares by number of components, of 0, 1, 2, 3-4, 5-8 and 9+ (default:"
              + " 1:10,2:15,3-4:35,5-8:30,9+:10).")
  private Optional<String> strata = Optional.empty();

  @Option(
      names = "--variables",
      paramLabel = "RANGE",
      description = "How many bindings (default: 1..8).")
  private Optional<String> variables = Optional.empty();

  @Option(
      names = "--depth",
      paramLabel = "RANGE",
      description = "Heads and MLPs on the longest path (default: 1..16).")
  private Optional<String> depth = Optional.empty();

  @Option(
      names = "--vocabulary",
      paramLabel = "RANGE",
      description = "How many tokens (default: 2..4).")
  private Optional<String> vocabulary = Optional.empty();

  @Option(
      names = "--length",
      paramLabel = "RANGE",
      description = "The length of the longest input (default: 3..6).")
  private Optional<String> length = Optional.empty();

  @Option(
      names = "--outputs",
      paramLabel = "RANGE",
      description = "How many answers (default: 1..2).")
  private Optional<String> outputs = Optional.empty();

  @Option(
      names = "--types",
      paramLabel = "TYPE,...",
      description = "Of categorical, boolean, numeric (default: all).")
  private Optional<String> types = Optional.empty();

  @Option(names = "--causal", paramLabel = "yes|no", description = "Default: either.")
  private Optional<String> causal = Optional.empty();

  @Option(
      names = "--only",
      paramLabel = "OP,...",
      description = "The operations that programs may have, such as count,any,best (default: all).")
  private Optional<String> only = Optional.empty();

  @Option(
      names = "--without",
      paramLabel = "OP,...",
      description = "Operations that no program has.")
  private Optional<String> without = Optional.empty();

  @Option(
      names = "--require",
      paramLabel = "OP,...",
      description = "Operations that every program has.")
  private Optional<String> require = Optional.empty();

  @Mixin private SeedOption seed = new SeedOption();
  @Mixin private Console console = new Console();

  @Override
  public Integer call() throws ArtifactException {
    SampleOrder order = order();
    long start = System.nanoTime();
    Sample sample =
        Progress.show(
            console,
            "sampling",
            order.count(),
            done -> new SuiteSampler(order.seed(), order.demand()).draw(order.quotas(), done));
    SampleFolder.write(sample, order, out);
    show(sample, (System.nanoTime() - start) / 1e9);
    if (sample.programs().size() == order.count()) return 0;
    throw new Fault(
        "only %s of %,d found; ask for less, or allow more"
            .formatted(Figures.counted(sample.programs().size(), "program"), order.count()));
  }

  private SampleOrder order() {
    Map<String, String> settings = new TreeMap<>();
    settings.put("count", count);
    settings.put("seed", String.valueOf(seed.value()));
    Map<String, Optional<String>> given =
        Map.ofEntries(
            Map.entry("strata", strata),
            Map.entry("variables", variables),
            Map.entry("depth", depth),
            Map.entry("vocabulary", vocabulary),
            Map.entry("length", length),
            Map.entry("outputs", outputs),
            Map.entry("types", types),
            Map.entry("causal", causal),
            Map.entry("only", only),
            Map.entry("without", without),
            Map.entry("require", require));
    given.forEach((name, value) -> value.ifPresent(v -> settings.put(name, v)));
    try {
      return SampleOrder.of(settings);
    } catch (IllegalArgumentException wrong) {
      throw new Misuse(String.valueOf(wrong.getMessage()));
    }
  }

  private void show(Sample sample, double seconds) {
    List<Difficulty> difficulties =
        sample.programs().stream().map(SampledProgram::difficulty).toList();
    StrataTable.Group group = new StrataTable.Group("taken", difficulties, 0);
    console.out().print(StrataTable.of(List.of(group)).plain());
    console.out().println();
    List<List<String>> rows =
        sample.rejected().entrySet().stream()
            .filter(e -> e.getValue() > 0)
            .map(e -> row(e.getKey(), e.getValue(), sample.drawn()))
            .toList();
    console.out().print(new Table(List.of("not taken", "programs", "share"), rows).plain());
    console.out().println();
    console
        .out()
        .println(
            String.format(
                Locale.ROOT,
                "%,d drawn, %,d taken in %.1f s; wrote %s",
                sample.drawn(),
                sample.programs().size(),
                seconds,
                out));
  }

  private static List<String> row(Rejection reason, long n, long drawn) {
    return List.of(
        reason.reason(),
        String.valueOf(n),
        String.format(Locale.ROOT, "%.1f%%", 100.0 * n / drawn));
  }
}

package orrery.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import orrery.bench.MethodSummary;
import orrery.bench.MethodTable;
import orrery.bench.Variation;
import orrery.discovery.Method;
import orrery.discovery.MethodRefusal;
import orrery.discovery.Methods;
import orrery.draw.Table;
import orrery.task.TaskOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code orrery bench methods}: where methods differ, over programs and ways to build them. */
@Command(
    name = "methods",
    mixinStandardHelpOptions = true,
    header = "Put methods to the test on many programs, each built in several ways.",
    description = {
      "Every cell is an assessment as `orrery assay` makes it; with --out it is kept there, and the",
      "same command again takes up where it was interrupted. The table shows the mean of a figure",
      "against the ACTIVE edges over programs, with a 95 % bootstrap interval over programs."
    },
    footer = {
      "",
      "Example:",
      "  orrery bench methods programs/ioi.rasp programs/induction.rasp --variations plain,or"
    })
final class MethodsCommand implements Callable<Integer> {
  private static final String USUAL =
      "eap,eap-ig-inputs,clean-corrupted,atp-star,relp,gim,nap,nap-ig,hisp,ifr,cd-t,exact-nodes,acdc";

  @Parameters(paramLabel = "PATH", arity = "1..*", description = "Programs, or folders of them.")
  private List<Path> paths = List.of();

  @Option(
      names = "--methods",
      paramLabel = "LIST",
      defaultValue = USUAL,
      description = "Methods, as for `orrery assay` (default: ${DEFAULT-VALUE}).")
  private String methods = USUAL;

  @Option(
      names = "--variations",
      paramLabel = "LIST",
      split = ",",
      description = {
        "Ways to build: plain, sharp, or, and, backup, negative, distract, superpose, rotate",
        "(default: all of them)."
      })
  private List<String> variations = List.of();

  @Option(
      names = "--prompts",
      paramLabel = "N",
      defaultValue = "50",
      description = "How many pairs of inputs to ask about (default: ${DEFAULT-VALUE}).")
  private int prompts;

  @Option(
      names = "--reference",
      paramLabel = "KIND",
      defaultValue = "resample",
      description = "What a cut edge carries, as for `orrery assay` (default: ${DEFAULT-VALUE}).")
  private String reference = "resample";

  @Option(
      names = "--most-edges",
      paramLabel = "N",
      defaultValue = "600",
      description = "Leave larger models out, and say so (default: ${DEFAULT-VALUE}).")
  private int mostEdges;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "0",
      description = "Seed of the pairs (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      description = "Keep every scorecard, and write methods.csv.")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--measure",
      paramLabel = "ID",
      defaultValue = MethodSummary.AUROC,
      description = {
        "The figure of the table, by its id in scores.csv: auroc, average-precision, cpr, cmd,",
        "spearman, false-zeros, … (default: ${DEFAULT-VALUE})."
      })
  private String measure = MethodSummary.AUROC;

  @Option(names = "--markdown", description = "Print a Markdown table.")
  private boolean markdown;

  @Mixin private Console console = new Console();

  @Override
  public Integer call() throws IOException {
    List<Method> asked = asked();
    TaskOptions options =
        new TaskOptions(
            prompts,
            seed,
            TaskOptions.DEFAULT.counterfactual(),
            reference,
            TaskOptions.DEFAULT.metric());
    MethodTable table =
        new MethodTable(asked, wanted(), options, new MethodTable.Limits(mostEdges), out);
    List<MethodTable.Cell> cells;
    List<MethodTable.Program> programs = programs();
    int steps = programs.size() * table.variations().size();
    try (Progress.Steps bar = Progress.steps(console, "methods")) {
      int[] done = {0};
      cells =
          table.run(
              programs,
              Orrery.VERSION,
              "orrery bench methods",
              cell ->
                  bar.begins(cell.program() + " " + cell.variation().label(), ++done[0], steps));
    }
    MethodSummary summary = MethodSummary.of(cells, measure, seed);
    if (out.isPresent()) summary.write(out.get().resolve("methods.csv"), cells);
    print(summary, cells);
    return 0;
  }

  private List<Method> asked() {
    try {
      return Methods.parse(methods);
    } catch (MethodRefusal refusal) {
      throw new Misuse("--methods " + methods + ": " + refusal.getMessage());
    }
  }

  private List<Variation> wanted() {
    if (variations.isEmpty()) return List.of(Variation.values());
    List<Variation> wanted = new ArrayList<>();
    for (String name : variations) {
      wanted.add(
          List.of(Variation.values()).stream()
              .filter(v -> v.label().equals(name))
              .findFirst()
              .orElseThrow(
                  () -> new Misuse("--variations: there is no way to build `" + name + "`")));
    }
    return wanted;
  }

  private List<MethodTable.Program> programs() throws IOException {
    List<MethodTable.Program> programs = new ArrayList<>();
    for (Path file : ProgramFiles.below(paths)) {
      LoadedProgram loaded = LoadedProgram.load(file, Map.of(), console);
      programs.add(
          new MethodTable.Program(
              loaded.meant().model().name(),
              LoadedProgram.source(file).text(),
              loaded.meant().model()));
    }
    return programs;
  }

  private void print(MethodSummary summary, List<MethodTable.Cell> cells) {
    List<String> head = new ArrayList<>(List.of("method"));
    summary.variations().forEach(v -> head.add(v.label()));
    Table table =
        new Table(
            head,
            summary.methods().stream()
                .map(
                    m -> {
                      List<String> row = new ArrayList<>(List.of(m));
                      summary.variations().forEach(v -> row.add(cell(summary, m, v)));
                      return row;
                    })
                .toList());
    console.out().print(markdown ? table.markdown() : table.plain());
    long made = cells.stream().filter(c -> c.card().isPresent()).count();
    console
        .out()
        .println(
            "%,d cells, in %,d of which every method has %.2f or more: those are not scored; %,d left out"
                .formatted(made, made - summary.scored(), MethodSummary.HIGH, cells.size() - made));
    Map<String, Long> why =
        cells.stream()
            .flatMap(c -> c.left().stream())
            .map(w -> w.matches("[0-9]+ edges") ? "too many edges" : w)
            .collect(Collectors.groupingBy(w -> w, java.util.TreeMap::new, Collectors.counting()));
    why.forEach((reason, n) -> console.out().println("  %,4d  %s".formatted(n, reason)));
  }

  private static String cell(MethodSummary summary, String method, Variation variation) {
    return summary
        .mean(method, variation)
        .map(
            m ->
                String.format(
                    Locale.ROOT,
                    "%.2f [%.2f %.2f]",
                    m.value(),
                    m.interval().low(),
                    m.interval().high()))
        .orElse("");
  }
}

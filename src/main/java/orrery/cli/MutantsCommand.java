package orrery.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import orrery.bench.Mutants;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code orrery bench mutants}: damaged programs against the checker. */
@Command(
    name = "mutants",
    mixinStandardHelpOptions = true,
    header = "Damage programs at random; each must be accepted or get a located diagnostic.",
    description = "The last line has the figures; exit code 1 on any exception or silent refusal.",
    footer = {"", "Example:", "  orrery bench mutants programs --mutants 10000 --seed 1"})
final class MutantsCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "DIR", description = "Where the programs are.")
  private Path folder = Path.of("");

  @Option(
      names = "--mutants",
      paramLabel = "N",
      defaultValue = "1000",
      description = "How many damaged programs (default: ${DEFAULT-VALUE}).")
  private int count;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "0",
      description = "Seed; the same damage every time (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Mixin private Console console = new Console();

  @Override
  public Integer call() throws Exception {
    if (count < 1) throw new Misuse("--mutants must be 1 or more");
    Mutants mutants = new Mutants(Mutants.sourcesIn(folder), seed);
    if (mutants.sources().isEmpty()) throw new Misuse("no .rasp file in " + folder);
    List<Mutants.Finding> findings =
        Progress.show(console, "damaging", count, done -> mutants.run(count, done));
    List<Mutants.Finding> bugs = findings.stream().filter(f -> f.bug().isPresent()).toList();
    for (Mutants.Finding f : bugs) {
      console.err().println("mutant " + f.number() + " of seed " + seed + ": " + f.bug().get());
      console.err().println(f.program());
    }
    long accepted = findings.stream().filter(Mutants.Finding::accepted).count();
    console
        .out()
        .println(
            String.format(
                Locale.ROOT,
                "%s: %,d refused with a located diagnostic, %,d accepted, %,d broke the checker;"
                    + " slowest %.2f s",
                Figures.counted(count, "mutant"),
                count - accepted - bugs.size(),
                accepted,
                bugs.size(),
                findings.stream().mapToDouble(Mutants.Finding::seconds).max().orElse(0)));
    return bugs.isEmpty() ? 0 : 1;
  }
}

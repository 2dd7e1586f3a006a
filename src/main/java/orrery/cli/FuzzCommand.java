package orrery.cli;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code orrery bench fuzz}: random programs against the compiler. */
@Command(
    name = "fuzz",
    mixinStandardHelpOptions = true,
    header = "Compile random programs and compare their weights with the interpreter.",
    description =
        "Every variable is compared. The last line has the figures; exit code 1 on any disagreement.",
    footer = {"", "Example:", "  orrery bench fuzz --programs 200 --seed 1"})
final class FuzzCommand implements Callable<Integer> {
  @Option(
      names = "--programs",
      paramLabel = "N",
      defaultValue = "200",
      description = "How many programs (default: ${DEFAULT-VALUE}).")
  private int programs;

  @Option(
      names = "--inputs",
      paramLabel = "N",
      defaultValue = "1000",
      description =
          "Run all inputs of a program where there are at most N, else N (default:"
              + " ${DEFAULT-VALUE}).")
  private int inputs;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "0",
      description = "Seed; the same programs every time (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Mixin private JsonOption json = new JsonOption();
  @Mixin private Console console = new Console();

  @Override
  public Integer call() {
    if (programs < 1 || inputs < 1) throw new Misuse("--programs and --inputs must be 1 or more");
    long start = System.nanoTime();
    Fuzz fuzz = new Fuzz(seed, inputs);
    List<Fuzz.Finding> findings =
        Progress.show(console, "fuzzing", programs, done -> fuzz.run(programs, done));
    double seconds = (System.nanoTime() - start) / 1e9;
    findings.stream().filter(f -> f.kind() == Fuzz.Kind.WRONG).forEach(this::show);
    console.out().println(json.wanted() ? json(findings) : figures(findings, seconds));
    return count(findings, Fuzz.Kind.WRONG) == 0 ? 0 : 1;
  }

  private void show(Fuzz.Finding finding) {
    console.err().println("program " + finding.number() + " of seed " + seed + ":");
    console.err().println(finding.program());
    console.err().println(finding.what());
    console.err().println();
  }

  private static long count(List<Fuzz.Finding> findings, Fuzz.Kind kind) {
    return findings.stream().filter(f -> f.kind() == kind).count();
  }

  private static String figures(List<Fuzz.Finding> findings, double seconds) {
    return String.format(
        Locale.ROOT,
        "%s: %,d agree, %,d disagree, %,d refused; %,d inputs, %,d values compared; %.1f s",
        Figures.counted(findings.size(), "program"),
        count(findings, Fuzz.Kind.AGREES),
        count(findings, Fuzz.Kind.WRONG),
        count(findings, Fuzz.Kind.REFUSED),
        findings.stream().mapToLong(Fuzz.Finding::inputs).sum(),
        findings.stream().mapToLong(Fuzz.Finding::values).sum(),
        seconds);
  }

  private JsonObject json(List<Fuzz.Finding> findings) {
    JsonObject all = new JsonObject();
    all.addProperty("seed", seed);
    all.addProperty("programs", findings.size());
    all.addProperty("agree", count(findings, Fuzz.Kind.AGREES));
    all.addProperty("disagree", count(findings, Fuzz.Kind.WRONG));
    all.addProperty("refused", count(findings, Fuzz.Kind.REFUSED));
    all.addProperty("inputs", findings.stream().mapToLong(Fuzz.Finding::inputs).sum());
    all.addProperty("values", findings.stream().mapToLong(Fuzz.Finding::values).sum());
    return all;
  }
}

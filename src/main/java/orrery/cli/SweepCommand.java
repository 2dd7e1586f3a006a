package orrery.cli;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import orrery.bench.Sweep;
import orrery.draw.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code orrery bench sweep}: how compile time grows, beside Tracr's. */
@Command(
    name = "sweep",
    mixinStandardHelpOptions = true,
    header = "Measure compile times of growing programs beside Tracr's CPU seconds.",
    description = "Each time is the least of three. Exit code 1 where weights are wrong.",
    footer = {"", "Example:", "  orrery bench sweep --verify 200 --markdown"})
final class SweepCommand implements Callable<Integer> {
  @Option(
      names = "--verify",
      paramLabel = "N",
      defaultValue = "100",
      description = "Verify each model on N inputs, outside the time (default: ${DEFAULT-VALUE}).")
  private int verified;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "0",
      description = "Seed of these inputs (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--markdown", description = "Print a Markdown table.")
  private boolean markdown;

  @Mixin private Console console = new Console();

  @Override
  public Integer call() {
    List<Sweep.Row> rows = Sweep.run(verified, seed, this::measured);
    Table table =
        new Table(
            List.of(
                "program", "n", "vocabulary", "front, s", "back, s", "MB", "non-zeros", "Tracr, s"),
            rows.stream().map(SweepCommand::cells).toList());
    console.out().print(markdown ? table.markdown() : table.plain());
    long wrong = rows.stream().mapToLong(Sweep.Row::wrong).sum();
    long refused = rows.stream().filter(r -> !r.refused().isEmpty()).count();
    console
        .out()
        .println(
            "%s, %,d refused, %s"
                .formatted(
                    Figures.counted(rows.size(), "size"),
                    refused,
                    Figures.counted(wrong, "disagreement")));
    return wrong == 0 ? 0 : 1;
  }

  private void measured(Sweep.Row row) {
    if (console.screen().progress()) console.err().println(String.join("  ", cells(row)));
  }

  private static List<String> cells(Sweep.Row row) {
    boolean refused = !row.refused().isEmpty();
    return List.of(
        row.program(),
        String.valueOf(row.n()),
        String.valueOf(row.vocabulary()),
        refused ? row.refused() : number("%.3f", row.front()),
        refused ? "" : number("%.3f", row.back()),
        refused ? "" : number("%.1f", row.megabytes()),
        refused ? "" : String.valueOf(row.nonZeros()),
        row.tracr().isPresent() ? number("%.2f", row.tracr().getAsDouble()) : "");
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}

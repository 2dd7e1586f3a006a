package orrery.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import orrery.bench.Sizes;
import orrery.draw.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code orrery bench sizes}: how large compiled models are, beside Tracr's. */
@Command(
    name = "sizes",
    mixinStandardHelpOptions = true,
    header = "Compare the sizes of compiled models with Tracr's.",
    description = {
      "Compiles every program below a folder that names its Tracr twin in a line `# tracr: NAME`.",
      "Exit code 1 where a model has more layers, heads or residual dimensions than its twin."
    },
    footer = {"", "Example:", "  orrery bench sizes programs --markdown"})
final class SizesCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", defaultValue = "programs", description = "The programs.")
  private Path folder = Path.of("");

  @Option(names = "--markdown", description = "Print a Markdown table.")
  private boolean markdown;

  @Mixin private Console console = new Console();

  @Override
  public Integer call() throws IOException {
    if (!Files.isDirectory(folder)) throw new Misuse(folder + " is no folder of programs");
    List<Sizes.Row> rows = Sizes.of(folder);
    Table table =
        new Table(
            List.of(
                "program",
                "layers",
                "Tracr",
                "heads",
                "Tracr",
                "d_model",
                "Tracr",
                "non-zeros",
                "Tracr"),
            rows.stream().map(SizesCommand::cells).toList());
    console.out().print(markdown ? table.markdown() : table.plain());
    List<String> larger =
        rows.stream().filter(r -> !r.ours().isWithin(r.tracr())).map(Sizes.Row::twin).toList();
    console
        .out()
        .println(
            Figures.counted(rows.size(), "program")
                + (larger.isEmpty()
                    ? ": none has more layers, heads or dimensions than Tracr's"
                    : ": larger than Tracr's: " + String.join(", ", larger)));
    return larger.isEmpty() ? 0 : 1;
  }

  private static List<String> cells(Sizes.Row row) {
    return List.of(
        row.twin(),
        String.valueOf(row.ours().layers()),
        String.valueOf(row.tracr().layers()),
        String.valueOf(row.ours().heads()),
        String.valueOf(row.tracr().heads()),
        String.valueOf(row.ours().residual()),
        String.valueOf(row.tracr().residual()),
        String.valueOf(row.ours().nonZeros()),
        String.valueOf(row.tracr().nonZeros()));
  }
}

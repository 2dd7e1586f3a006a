package orrery.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import orrery.Compiler;
import orrery.check.Frontend;
import orrery.diagnostic.Diagnostics;
import orrery.draw.Table;
import orrery.layout.Refusal;
import orrery.sampler.Difficulty;
import orrery.suite.StrataTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code orrery suite strata}: how hard sets of programs are, side by side. */
@Command(
    name = "strata",
    mixinStandardHelpOptions = true,
    header = "Say how the circuits of programs are spread over the strata of difficulty.",
    description = "Each program is compiled; one column for each file or folder.",
    footer = {"", "Example:", "  orrery suite strata programs/interpbench programs --markdown"})
final class SuiteStrataCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "FILE|DIR",
      arity = "1..*",
      description = "Programs, or folders of them.")
  private List<Path> places = new ArrayList<>();

  @Option(names = "--markdown", description = "Print a Markdown table.")
  private boolean markdown;

  @Mixin private Console console = new Console();

  @Override
  public Integer call() throws IOException {
    List<StrataTable.Group> groups = new ArrayList<>();
    for (Path place : places) groups.add(group(place));
    Table table = StrataTable.of(groups);
    console.out().print(markdown ? table.markdown() : table.plain());
    return 0;
  }

  private static StrataTable.Group group(Path place) throws IOException {
    List<Path> files = ProgramFiles.below(List.of(place));
    List<Difficulty> difficulties = new ArrayList<>();
    for (Path file : files) difficulty(file).ifPresent(difficulties::add);
    return new StrataTable.Group(
        place.toString(), difficulties, files.size() - difficulties.size());
  }

  /** Empty where the compiler refuses the program. */
  private static Optional<Difficulty> difficulty(Path file) throws IOException {
    Optional<Frontend.Meant> meant =
        Frontend.load(LoadedProgram.source(file), Map.of(), new Diagnostics());
    if (meant.isEmpty()) throw new Fault(file + " has errors; `orrery check` says which");
    try {
      return Optional.of(
          Difficulty.of(Compiler.compile(meant.get().model(), Compiler.Options.DEFAULT)));
    } catch (Refusal refusal) {
      return Optional.empty();
    }
  }
}

package orrery.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code orrery bench}: measurements of the compiler itself. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "BENCHMARK",
    header = "Measure the compiler itself.",
    subcommands = {
      FuzzCommand.class,
      MutantsCommand.class,
      SizesCommand.class,
      SweepCommand.class,
      MethodsCommand.class,
      EngineCommand.class,
      BenchTrainCommand.class,
      BenchRecipesCommand.class
    },
    footer = {"", "Example:", "  orrery bench fuzz --programs 200 --seed 1"})
final class BenchCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "which benchmark?");
  }
}

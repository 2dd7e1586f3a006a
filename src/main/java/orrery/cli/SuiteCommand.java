package orrery.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code orrery suite}: many models from one file. */
@Command(
    name = "suite",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "JOB",
    header = "Make many models from one declarative file.",
    subcommands = {
      SuiteNewCommand.class,
      SuiteSampleCommand.class,
      SuiteStrataCommand.class,
      SuiteRunCommand.class,
      SuiteStatusCommand.class,
      SuiteVerifyCommand.class,
      SuiteAssayCommand.class,
      SuiteLeaderboardCommand.class,
      SuitePublishCommand.class
    },
    footer = {"", "Example:", "  orrery suite run programs/suites/small.json --out target/small"})
final class SuiteCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "which job?");
  }
}

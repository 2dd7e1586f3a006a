package orrery.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command without a verb: it shows which verbs there are. */
@Command(
    name = "orrery",
    version = "orrery 0.1",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Turns a program into a transformer that is exactly that program.",
    footer = {
      "",
      "Example:",
      "  orrery assay programs/hist.rasp --out /tmp/hist",
      "  orrery run /tmp/hist abac"
    },
    subcommands = {
      AssayCommand.class,
      CheckCommand.class,
      RunCommand.class,
      CompileCommand.class,
      VerifyCommand.class,
      TestCommand.class
    })
final class Orrery implements Runnable {
  private static final int HELP_WIDTH = 90;
  private static final Map<String, String> EXIT_CODES = new LinkedHashMap<>();

  static {
    EXIT_CODES.put("0", "fine");
    EXIT_CODES.put("1", "the program or the model is at fault; stderr says how");
    EXIT_CODES.put("2", "misuse: the command line, or a file that is not there");
  }

  private final Screen screen;

  @Spec private CommandSpec spec = CommandSpec.create();

  Orrery(Screen screen) {
    this.screen = screen;
  }

  /** The whole command line, with one manner of help, exit codes and failures for every verb. */
  static CommandLine commandLine(Screen screen) {
    CommandLine line = new CommandLine(new Orrery(screen));
    prepare(line);
    return line
        .setUsageHelpWidth(HELP_WIDTH)
        .setColorScheme(CommandLine.Help.defaultColorScheme(ansi(screen)))
        .setParameterExceptionHandler(Failures::misuse)
        .setExecutionExceptionHandler((failure, l, parsed) -> Failures.report(failure, l.getErr()));
  }

  private static CommandLine.Help.Ansi ansi(Screen screen) {
    return screen.colours() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF;
  }

  private static void prepare(CommandLine line) {
    line.getCommandSpec()
        .usageMessage()
        .sortOptions(false)
        .exitCodeListHeading("%nExit codes:%n")
        .exitCodeList(EXIT_CODES);
    line.getSubcommands().values().forEach(Orrery::prepare);
  }

  Screen screen() {
    return screen;
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "which command?");
  }
}

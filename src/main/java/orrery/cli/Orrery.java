package orrery.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command without a verb: it shows which verbs there are. */
@Command(
    name = "orrery",
    version = "orrery " + Orrery.VERSION,
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Turns a program into a transformer that is exactly that program.",
    footer = {
      "",
      "Example:",
      "  orrery assay programs/hist.rasp --out target/hist",
      "  orrery run target/hist abac"
    })
final class Orrery implements Runnable {
  /** The version of this program. */
  static final String VERSION = "0.1";

  private static final int HELP_WIDTH = 90;
  private static final Map<String, Supplier<Object>> VERBS = verbs();
  private static final Map<String, String> EXIT_CODES = exitCodes();

  private final Screen screen;

  @Spec private CommandSpec spec = CommandSpec.create();

  private Orrery(Screen screen) {
    this.screen = screen;
  }

  private static Map<String, Supplier<Object>> verbs() {
    Map<String, Supplier<Object>> verbs = new LinkedHashMap<>();
    verbs.put("assay", AssayCommand::new);
    verbs.put("discover", DiscoverCommand::new);
    verbs.put("attribute", AttributeCommand::new);
    verbs.put("score", ScoreCommand::new);
    verbs.put("report", ReportCommand::new);
    verbs.put("compare", CompareCommand::new);
    verbs.put("train", TrainCommand::new);
    verbs.put("suite", SuiteCommand::new);
    verbs.put("check", CheckCommand::new);
    verbs.put("run", RunCommand::new);
    verbs.put("compile", CompileCommand::new);
    verbs.put("show", ShowCommand::new);
    verbs.put("verify", VerifyCommand::new);
    verbs.put("test", TestCommand::new);
    verbs.put("fmt", FmtCommand::new);
    verbs.put("export", ExportCommand::new);
    verbs.put("bench", BenchCommand::new);
    return verbs;
  }

  private static Map<String, String> exitCodes() {
    Map<String, String> codes = new LinkedHashMap<>();
    codes.put("0", "fine");
    codes.put("1", "the program or the model is at fault; stderr says how");
    codes.put("2", "misuse: the command line, or a file that is not there");
    return codes;
  }

  /** The names of all verbs, the main job first. */
  static Iterable<String> names() {
    return VERBS.keySet();
  }

  /**
   * The command line, with one manner of help, exit codes and failures for every verb.
   *
   * @param verb the first argument: where it is a verb, the others are left out, because to read
   *     all their annotations takes longer than most commands
   */
  static CommandLine commandLine(Screen screen, String verb) {
    CommandLine line = new CommandLine(new Orrery(screen));
    if (VERBS.containsKey(verb)) {
      line.addSubcommand(VERBS.getOrDefault(verb, AssayCommand::new).get());
    } else {
      VERBS.values().forEach(v -> line.addSubcommand(v.get()));
    }
    prepare(line);
    return line.setUsageHelpWidth(HELP_WIDTH)
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

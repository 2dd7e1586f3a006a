package orrery.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code orrery test}: what programs say of themselves, on the interpreter and on weights. */
@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    header = "Run the examples and checks of programs, on interpreter and weights.",
    description = {
      "Each program is compiled, too, and its weights are compared with the interpreter at every",
      "variable. The last line is the summary."
    },
    footer = {
      "",
      "Example:",
      "  orrery test programs/hist.rasp",
      "  orrery test programs --inputs 1000"
    })
final class TestCommand implements Callable<Integer> {
  @Parameters(
      arity = "1..*",
      paramLabel = "FILE|DIR",
      description = "Programs, or folders that are searched for them.")
  private List<Path> paths = new ArrayList<>();

  @Option(
      names = "-D",
      paramLabel = "NAME=VALUE",
      description = "Give a `param` of the program another value.")
  private Map<String, String> parameters = new LinkedHashMap<>();

  @Option(
      names = "--inputs",
      paramLabel = "N",
      defaultValue = "20000",
      description =
          "Run all inputs on the weights where there are at most N, else N of them (default:"
              + " ${DEFAULT-VALUE}).")
  private int inputs;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "0",
      description = "Seed of samples (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--no-weights", description = "Stop at the interpreter.")
  private boolean interpreterOnly;

  @Mixin private JsonOption json = new JsonOption();
  @Mixin private Console console = new Console();

  @Override
  public Integer call() throws Exception {
    if (inputs < 1) throw new Misuse("--inputs must be 1 or more");
    TestRun run = new TestRun(parameters, inputs, seed, !interpreterOnly, console);
    List<TestRun.Outcome> outcomes = new ArrayList<>();
    for (Path file : ProgramFiles.below(paths)) {
      TestRun.Outcome outcome = run.test(file);
      outcomes.add(outcome);
      if (!json.wanted()) {
        console.out().println(outcome.line());
        console.out().flush();
      }
    }
    console.out().println(json.wanted() ? TestRun.json(outcomes) : TestRun.summary(outcomes));
    return outcomes.stream().allMatch(TestRun.Outcome::passed) ? 0 : 1;
  }
}

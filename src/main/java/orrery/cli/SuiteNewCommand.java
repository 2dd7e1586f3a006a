package orrery.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import orrery.artifact.ArtifactException;
import orrery.suite.Kind;
import orrery.suite.NewSuite;
import orrery.suite.Suite;
import orrery.suite.SuiteFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code orrery suite new}: the definition of a suite, with its programs. */
@Command(
    name = "new",
    mixinStandardHelpOptions = true,
    header = "Write the definition of a suite, and copy its programs beside it.",
    description =
        "DIR then has definition.json, which may be edited, and programs/; it needs nothing else to"
            + " be run.",
    footer = {
      "",
      "Example:",
      "  orrery suite new sorts --programs programs/sort.rasp programs/sort_freq.rasp"
          + " --out target/sorts"
    })
final class SuiteNewCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "NAME", description = "What the suite is called.")
  private String name = "";

  @Option(
      names = "--programs",
      paramLabel = "FILE",
      arity = "1..*",
      required = true,
      description = "Programs, or folders of them.")
  private List<Path> programs = new ArrayList<>();

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      required = true,
      description = "The folder to write.")
  private Path out = Path.of("");

  @Option(
      names = "--kinds",
      paramLabel = "KIND",
      split = ",",
      defaultValue = "compiled,siit",
      description =
          "Which models of each program: compiled, siit, iit, natural, random (default:"
              + " ${DEFAULT-VALUE}).")
  private List<String> kinds = new ArrayList<>();

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many trained models of each program and kind (default: ${DEFAULT-VALUE}).")
  private int seeds;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "0",
      description = "Seed of all that is drawn (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--train",
      paramLabel = "NAME=VALUE",
      description = "Give a setting of the training another value than usual.")
  private Map<String, String> training = new LinkedHashMap<>();

  @Mixin private Console console = new Console();

  @Override
  public Integer call() throws ArtifactException, IOException {
    SuiteFolder folder = new SuiteFolder(out);
    if (Files.exists(folder.definition())) {
      throw new Misuse(folder.definition() + " is there already; edit it, or choose another DIR");
    }
    List<Path> files = ProgramFiles.below(programs);
    for (Path file : files) LoadedProgram.load(file, Map.of(), console);
    Suite suite =
        NewSuite.write(new NewSuite.Choices(name, seed, kinds(), seeds, training), files, folder);
    console
        .out()
        .println(
            "%s: %s, %s"
                .formatted(
                    name,
                    Figures.counted(suite.programs().size(), "program"),
                    Figures.counted(suite.items().size(), "model")));
    console.out().println("wrote " + folder.definition());
    return 0;
  }

  private List<Kind> kinds() {
    return kinds.stream().map(SuiteNewCommand::kind).distinct().toList();
  }

  private static Kind kind(String written) {
    return Arrays.stream(Kind.values())
        .filter(k -> k.text().equals(written))
        .findFirst()
        .orElseThrow(() -> new Misuse("there is no kind of model `" + written + "`"));
  }
}

package orrery.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import orrery.check.Frontend;
import orrery.diagnostic.Diagnostics;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The argument PROGRAM with the values of its parameters. */
final class ProgramArgument {
  @Parameters(index = "0", paramLabel = "PROGRAM", description = "A program, NAME.rasp.")
  private Path program = Path.of("");

  @Option(
      names = "-D",
      paramLabel = "NAME=VALUE",
      description = "Give a `param` of the program another value.")
  private Map<String, String> parameters = new LinkedHashMap<>();

  /** Reads and checks the program. */
  Optional<Frontend.Meant> check(Diagnostics diagnostics) throws IOException {
    return Frontend.load(LoadedProgram.source(program), parameters, diagnostics);
  }

  /** The checked program; its diagnostics go to stderr. */
  LoadedProgram load(Console console) throws IOException {
    return LoadedProgram.load(program, parameters, console);
  }
}

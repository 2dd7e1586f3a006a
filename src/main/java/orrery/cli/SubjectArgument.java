package orrery.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import orrery.artifact.ArtifactException;
import orrery.artifact.ModelFolder;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The argument PROGRAM or DIR, whichever it is. */
final class SubjectArgument {
  @Parameters(
      index = "0",
      paramLabel = "PROGRAM|DIR",
      description = "A program, NAME.rasp, or the folder of a compiled or trained model.")
  private Path path = Path.of("");

  @Option(
      names = "-D",
      paramLabel = "NAME=VALUE",
      description = "Give a `param` of the program another value.")
  private Map<String, String> parameters = new LinkedHashMap<>();

  /** The argument as it is written, without folders of this machine. */
  String written() {
    StringBuilder written = new StringBuilder(" ");
    Path name = path.getFileName();
    written.append(Files.isDirectory(path) ? "MODEL" : name == null ? "PROGRAM" : name);
    parameters.forEach((k, v) -> written.append(" -D ").append(k).append('=').append(v));
    return written.toString();
  }

  /** The folder, where it is one. */
  Optional<Path> folder() {
    return Files.isDirectory(path) ? Optional.of(path) : Optional.empty();
  }

  /** The program, checked, or the model, read; diagnostics and caveats go to stderr. */
  Subject load(Console console) throws IOException, ArtifactException {
    if (!Files.isDirectory(path)) {
      return new Subject.OfProgram(LoadedProgram.load(path, parameters, console));
    }
    if (!parameters.isEmpty()) throw new Misuse("-D is for programs: a folder is compiled already");
    ModelFolder.Contents contents = ModelFolder.read(path);
    Caveats.warn(contents, console);
    return new Subject.OfFolder(contents.model(), contents.certificate());
  }
}

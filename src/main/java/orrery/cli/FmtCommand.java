package orrery.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import orrery.check.Frontend;
import orrery.diagnostic.Diagnostics;
import orrery.diagnostic.Fixes;
import orrery.diagnostic.Source;
import orrery.syntax.Formatter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code orrery fmt}: programs in the one layout. */
@Command(
    name = "fmt",
    mixinStandardHelpOptions = true,
    header = "Lay programs out in the one way; comments stay.",
    description = "Prints the files that changed.",
    footer = {
      "",
      "Example:",
      "  orrery fmt programs",
      "  orrery fmt --check programs",
      "  orrery fmt --fix mine.rasp"
    })
final class FmtCommand implements Callable<Integer> {
  @Parameters(
      arity = "1..*",
      paramLabel = "FILE|DIR",
      description = "Programs, or folders that are searched for them.")
  private List<Path> paths = new ArrayList<>();

  @Option(
      names = "--check",
      description = "Change nothing; exit with 1 if a file is not laid out so.")
  private boolean checkOnly;

  @Option(names = "--fix", description = "Apply the fixes that diagnostics propose, too.")
  private boolean fix;

  @Mixin private Console console = new Console();

  @Override
  public Integer call() throws IOException {
    boolean sound = true;
    boolean changed = false;
    for (Path file : ProgramFiles.below(paths)) {
      Source source = LoadedProgram.source(file);
      Source fixed = fix ? fixed(source) : source;
      Diagnostics diagnostics = new Diagnostics();
      Optional<String> laidOut = Formatter.format(fixed, diagnostics);
      if (laidOut.isEmpty()) {
        console.show(diagnostics.all());
        sound = false;
        continue;
      }
      if (laidOut.get().equals(source.text())) continue;
      changed = true;
      console.out().println(file);
      if (!checkOnly) replace(file, laidOut.get());
    }
    return sound && !(checkOnly && changed) ? 0 : 1;
  }

  /** Writes aside and moves into place, so that a program is never half-written. */
  private static void replace(Path file, String text) throws IOException {
    Path target = file.toRealPath();
    Path aside = target.resolveSibling("." + target.getFileName() + ".part");
    try {
      Files.writeString(aside, text);
      Files.move(aside, target, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(aside);
    }
  }

  /** The text with every fix applied that overlaps none before it. */
  private static Source fixed(Source source) {
    Diagnostics diagnostics = new Diagnostics();
    Frontend.load(source, Map.of(), diagnostics);
    return new Source(source.name(), Fixes.apply(source, diagnostics.all()));
  }
}

package orrery.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import orrery.check.Frontend;
import orrery.diagnostic.Diagnostic;
import orrery.diagnostic.Diagnostics;
import orrery.diagnostic.Edit;
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
      if (!checkOnly) Files.writeString(file, laidOut.get());
    }
    return sound && !(checkOnly && changed) ? 0 : 1;
  }

  /** The text with every fix applied that overlaps none before it. */
  private static Source fixed(Source source) {
    Diagnostics diagnostics = new Diagnostics();
    Frontend.load(source, Map.of(), diagnostics);
    List<Edit> edits = new ArrayList<>();
    for (Diagnostic d : diagnostics.all()) {
      d.fix().ifPresent(f -> edits.addAll(f.edits()));
    }
    edits.removeIf(e -> !e.span().source().equals(source));
    edits.sort(Comparator.comparingInt((Edit e) -> e.span().start()));
    StringBuilder text = new StringBuilder();
    int at = 0;
    for (Edit e : edits) {
      if (e.span().start() < at) continue;
      text.append(source.text(), at, e.span().start()).append(e.replacement());
      at = e.span().end();
    }
    text.append(source.text().substring(at));
    return new Source(source.name(), text.toString());
  }
}

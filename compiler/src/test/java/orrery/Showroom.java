package orrery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import orrery.check.Frontend;
import orrery.circuit.CompiledModel;
import orrery.diagnostic.Diagnostics;
import orrery.diagnostic.Renderer;
import orrery.diagnostic.Source;

/** The program files of the repository, and the way from a text to float32 weights. */
public final class Showroom {
  public static final Path PROGRAMS = Path.of("../programs");
  private static final String RECORDED = "# tracr:";

  private Showroom() {}

  /** All program files, in order. */
  static List<Path> files() {
    try (Stream<Path> files = Files.walk(PROGRAMS)) {
      return files.filter(p -> p.toString().endsWith(".rasp")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text of a file. */
  public static Source source(Path file) {
    try {
      return new Source(file.toString(), Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The recorded programs that a file must agree with. */
  static List<String> recordedNames(Path file) {
    return source(file)
        .text()
        .lines()
        .filter(line -> line.startsWith(RECORDED))
        .map(line -> line.substring(RECORDED.length()).strip())
        .toList();
  }

  /** The meaning of a text that has no errors; an AssertionError that shows them otherwise. */
  public static Frontend.Meant meant(Source source) {
    Diagnostics diagnostics = new Diagnostics();
    return Frontend.load(source, Map.of(), diagnostics)
        .orElseThrow(() -> new AssertionError(Renderer.plain().render(diagnostics.all())));
  }

  /** The float32 weights of a meaning. */
  public static CompiledModel compiled(Frontend.Meant meant) {
    return Compiler.compile(meant.model(), Compiler.Options.DEFAULT).toFloat32();
  }
}

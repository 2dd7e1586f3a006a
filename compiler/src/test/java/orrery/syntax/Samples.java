package orrery.syntax;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import orrery.diagnostic.Source;

/** The texts that the syntax is tried on: the showroom and everything that is known to be wrong. */
final class Samples {
  private Samples() {}

  /** The programs of the showroom and the standard library, all of them right. */
  static List<Source> right() {
    return Stream.of("../programs", "src/main/resources").flatMap(Samples::under).toList();
  }

  /** The wrong programs of the golden tests. */
  static List<Source> wrong() {
    return under("src/test/resources/diagnostics").toList();
  }

  private static Stream<Source> under(String folder) {
    try (Stream<Path> files = Files.walk(Path.of(folder))) {
      return files
          .filter(path -> path.toString().endsWith(".rasp"))
          .sorted()
          .map(Samples::read)
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Source read(Path path) {
    try {
      return new Source(path.getFileName().toString(), Files.readString(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

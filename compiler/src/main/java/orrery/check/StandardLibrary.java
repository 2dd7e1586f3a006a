package orrery.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import orrery.diagnostic.Diagnostics;
import orrery.diagnostic.Source;
import orrery.diagnostic.Span;
import orrery.syntax.Program;
import orrery.syntax.Syntax;

/** The library that is written in the language itself and always loaded. */
final class StandardLibrary {
  private static final String FILE = "std.rasp";

  /** Its text. */
  static final Source SOURCE = new Source("orrery/" + FILE, read());

  private static final Program PROGRAM = parsed();

  private StandardLibrary() {}

  /** The library as written. */
  static Program program() {
    return PROGRAM;
  }

  private static Program parsed() {
    Diagnostics diagnostics = new Diagnostics();
    Program program = Syntax.parse(SOURCE, diagnostics);
    if (diagnostics.hasErrors()) throw new AssertionError(diagnostics.all());
    return program;
  }

  /** Whether a place is in the library, not in a program. */
  static boolean isPart(Span span) {
    return span.source().name().equals(SOURCE.name());
  }

  private static String read() {
    try (InputStream in = StandardLibrary.class.getResourceAsStream("/orrery/" + FILE)) {
      if (in == null) throw new AssertionError("the library is not on the class path: " + FILE);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package orrery.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;

/**
 * One command run in this process.
 *
 * @param code its exit code
 * @param out what it printed
 * @param err what it said beside
 */
record Ran(int code, String out, String err) {
  /** The repository's root; tests run in {@code src/}. */
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  /** Runs a command; {@code programs/} in an argument is the repository's. */
  static Ran orrery(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] located = arguments.clone();
    for (int i = 0; i < located.length; i++) {
      if (located[i].startsWith("programs")) located[i] = ROOT.resolve(located[i]).toString();
    }
    int code = Main.run(located, new PrintWriter(out), new PrintWriter(err), Screen.NONE);
    return new Ran(code, out.toString(), err.toString());
  }
}

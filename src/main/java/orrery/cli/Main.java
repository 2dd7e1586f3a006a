package orrery.cli;

import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** The entry point of the {@code orrery} command. */
public final class Main {
  private Main() {}

  /**
   * Runs one command and exits with its code: 0 fine, 1 the program's or model's fault, 2 misuse.
   */
  public static void main(String[] arguments) {
    openStandardError(System.getProperty("orrery.stderr", ""));
    PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(run(arguments, out, err, Screen.ofLauncher()));
  }

  /**
   * Opens standard error again where the launcher has shut it, which it does while the JVM starts
   * and warns of a module that we use knowingly.
   */
  private static void openStandardError(String path) {
    if (path.isEmpty()) return;
    try {
      System.setErr(
          new PrintStream(new FileOutputStream(path, true), true, StandardCharsets.UTF_8));
    } catch (FileNotFoundException closed) {
      System.err.println("orrery: standard error is closed: " + closed.getMessage());
    }
  }

  /** Runs one command, flushes both writers, and answers its exit code. */
  static int run(String[] arguments, PrintWriter out, PrintWriter err, Screen screen) {
    try {
      String verb = arguments.length == 0 ? "" : arguments[0];
      return Orrery.commandLine(screen, verb).setOut(out).setErr(err).execute(arguments);
    } catch (RuntimeException | Error bug) {
      // Picocli hands a command's exceptions to its handler, but lets errors through.
      return Failures.report(bug, err);
    } finally {
      // Nothing else flushes a writer before System.exit.
      out.flush();
      err.flush();
    }
  }
}

package orrery.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** The entry point of the {@code orrery} command. */
public final class Main {
  private Main() {}

  /**
   * Runs one command and exits with its code: 0 fine, 1 the program's or model's fault, 2 misuse.
   */
  public static void main(String[] arguments) {
    PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(run(arguments, out, err, Screen.ofLauncher()));
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

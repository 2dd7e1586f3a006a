package orrery.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import orrery.artifact.ArtifactException;
import orrery.layout.Refusal;
import orrery.siit.TrainingStopped;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;

/**
 * Turns whatever ends a command early into a sentence and an exit code. A stack trace is shown only
 * where {@code ORRERY_DEBUG} is set.
 */
final class Failures {
  /** As shells say it of a process that was ended by SIGINT. */
  private static final int INTERRUPTED = 130;

  private Failures() {}

  /** Words that do not fit the command: one sentence, and where help is. */
  static int misuse(CommandLine.ParameterException misuse, String[] arguments) {
    CommandLine command = misuse.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("orrery: " + misuse.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(misuse, err);
    err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    return ExitCode.USAGE;
  }

  /** What a command threw. */
  static int report(Throwable failure, PrintWriter err) {
    if (System.getenv("ORRERY_DEBUG") != null) failure.printStackTrace(err);
    if (failure instanceof Misuse) return say(err, sentence(failure), ExitCode.USAGE);
    if (failure instanceof Fault) return say(err, sentence(failure), ExitCode.SOFTWARE);
    if (failure instanceof TrainingStopped) return say(err, sentence(failure), INTERRUPTED);
    if (failure instanceof Refusal r) {
      return say(err, "error[" + r.code() + "]: " + sentence(r), ExitCode.SOFTWARE);
    }
    if (failure instanceof ArtifactException) return say(err, sentence(failure), ExitCode.SOFTWARE);
    if (failure instanceof UncheckedIOException io) return say(err, disk(io), ExitCode.USAGE);
    if (failure instanceof IOException io) return say(err, disk(io), ExitCode.USAGE);
    if (failure instanceof OutOfMemoryError) {
      String more =
          "this needs more memory than the Java machine has; ORRERY_JVM=-Xmx8g gives 8 GB";
      return say(err, more, ExitCode.SOFTWARE);
    }
    return bug(failure, err);
  }

  private static String sentence(Throwable failure) {
    return String.valueOf(failure.getMessage());
  }

  private static int say(PrintWriter err, String sentence, int code) {
    err.println("orrery: " + sentence);
    return code;
  }

  private static String disk(UncheckedIOException failure) {
    IOException cause = failure.getCause();
    return cause == null ? sentence(failure) : disk(cause);
  }

  private static String disk(IOException failure) {
    String what = sentence(failure);
    if (failure instanceof NoSuchFileException) return what + ": no such file";
    if (failure instanceof AccessDeniedException) return what + ": permission denied";
    if (failure instanceof FileAlreadyExistsException) return what + ": exists already";
    return what;
  }

  private static int bug(Throwable failure, PrintWriter err) {
    StackTraceElement[] trace = failure.getStackTrace();
    String place = trace.length == 0 ? "an unknown place" : trace[0].toString();
    err.println("orrery: " + failure.getClass().getSimpleName() + " at " + place);
    if (failure.getMessage() != null) err.println("  " + failure.getMessage());
    err.println(
        "This is a bug of Orrery; please report it with the command, the program and what"
            + " ORRERY_DEBUG=1 shows.");
    return ExitCode.SOFTWARE;
  }
}

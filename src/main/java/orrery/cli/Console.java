package orrery.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Where a command writes: results to {@link #out}, everything else to {@link #err}. */
final class Console {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  /** Results: what a script reads. */
  PrintWriter out() {
    return line().getOut();
  }

  /** Diagnostics and progress: what a person reads. */
  PrintWriter err() {
    return line().getErr();
  }

  /** What is known of the reader's screen. */
  Screen screen() {
    return command.root().userObject() instanceof Orrery o ? o.screen() : Screen.NONE;
  }

  private CommandLine line() {
    return command.commandLine();
  }
}

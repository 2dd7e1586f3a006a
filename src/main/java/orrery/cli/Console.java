package orrery.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import java.io.PrintWriter;
import java.util.List;
import orrery.diagnostic.Diagnostic;
import orrery.diagnostic.JsonReport;
import orrery.diagnostic.Renderer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Where a command writes: results to {@link #out}, everything else to {@link #err}. */
@Command
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

  /** Shows diagnostics, with carets. */
  void show(List<Diagnostic> diagnostics) {
    if (diagnostics.isEmpty()) return;
    Renderer renderer = screen().colours() ? Renderer.coloured() : Renderer.plain();
    err().print(renderer.render(diagnostics));
    err().flush();
  }

  /** Diagnostics for machines. */
  static JsonArray json(List<Diagnostic> diagnostics) {
    JsonArray all = new JsonArray();
    diagnostics.forEach(d -> all.add(JsonParser.parseString(JsonReport.json(d))));
    return all;
  }

  private CommandLine line() {
    return command.commandLine();
  }
}

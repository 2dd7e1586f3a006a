package orrery.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import orrery.Compiler;
import orrery.causal.CausalModel;
import orrery.check.Frontend;
import orrery.check.TypedProgram;
import orrery.circuit.CompiledModel;
import orrery.diagnostic.Diagnostic;
import orrery.diagnostic.Diagnostics;
import orrery.diagnostic.Source;
import orrery.diagnostic.Span;
import orrery.layout.PlanOptions;
import orrery.layout.Refusal;
import orrery.weights.Dials;

/**
 * A program without errors.
 *
 * @param meant what was read, checked and lowered
 * @param parameters values given on the command line
 * @param console where the compiler's refusals are shown
 */
record LoadedProgram(Frontend.Meant meant, Map<String, String> parameters, Console console) {
  /**
   * Reads and checks a file; every diagnostic goes to stderr.
   *
   * @throws Fault when it has errors
   */
  static LoadedProgram load(Path path, Map<String, String> parameters, Console console)
      throws IOException {
    Diagnostics diagnostics = new Diagnostics();
    Optional<Frontend.Meant> meant = Frontend.load(source(path), parameters, diagnostics);
    console.show(diagnostics.all());
    return new LoadedProgram(
        meant.orElseThrow(() -> new Fault(path + " has errors")), parameters, console);
  }

  /**
   * A file's text under the name that the user gave it.
   *
   * @throws Misuse when there is no such file
   */
  static Source source(Path path) throws IOException {
    if (Files.isDirectory(path)) throw new Misuse(path + " is a folder, not a program");
    if (!Files.isRegularFile(path)) throw new Misuse(path + ": no such file");
    try {
      return new Source(path.toString(), Files.readString(path));
    } catch (java.nio.charset.CharacterCodingException notText) {
      throw new Fault(path + " is no UTF-8 text");
    }
  }

  /** What was checked. */
  TypedProgram program() {
    return meant.typed();
  }

  /** What it means. */
  CausalModel meaning() {
    return meant.model();
  }

  /** Reads inputs as the program's examples write them. */
  InputReader inputs() {
    return InputReader.of(program().inputs(), program().input().separator());
  }

  /** The model without build options. */
  CompiledModel compile() {
    return compile(PlanOptions.LEGIBLE, Dials.DEFAULT);
  }

  /**
   * The model with build options.
   *
   * @throws Fault where the program needs more than the compiler's limits; stderr says where
   */
  CompiledModel compile(PlanOptions plan, Dials dials) {
    String text = program().source().text();
    try {
      return Compiler.compile(meaning(), new Compiler.Options(text, parameters, plan, dials));
    } catch (Refusal refusal) {
      console.show(List.of(located(refusal)));
      throw new Fault("`" + program().name() + "` cannot be compiled");
    }
  }

  /**
   * A refusal where its variable is bound; in the first line where the program does not name it.
   */
  private Diagnostic located(Refusal refusal) {
    Source source = program().source();
    int line = Math.max(1, refusal.variable().annotations().line());
    int start = source.lineStart(Math.min(line, source.lines()));
    Span span = source.span(start, start + source.lineText(line).length());
    return Diagnostic.error(refusal.code(), span, String.valueOf(refusal.getMessage()));
  }
}

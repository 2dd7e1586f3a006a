package orrery.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import orrery.Compiler;
import orrery.causal.CausalModel;
import orrery.check.Frontend;
import orrery.check.TypedProgram;
import orrery.diagnostic.Diagnostics;
import orrery.diagnostic.Source;
import orrery.layout.PlanOptions;
import orrery.weights.Dials;

/**
 * A program without errors.
 *
 * @param meant what was read, checked and lowered
 * @param parameters values given on the command line
 */
record LoadedProgram(Frontend.Meant meant, Map<String, String> parameters) {
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
    return new LoadedProgram(meant.orElseThrow(() -> new Fault(path + " has errors")), parameters);
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
    return new InputReader(program().inputs(), program().input().separator());
  }

  /** A build without options. */
  Compiler.Options options() {
    return options(PlanOptions.LEGIBLE, Dials.DEFAULT);
  }

  /** A build with options. */
  Compiler.Options options(PlanOptions plan, Dials dials) {
    return new Compiler.Options(program().source().text(), parameters, plan, dials);
  }
}

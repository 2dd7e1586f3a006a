package orrery.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import orrery.Compiler;
import orrery.check.ProgramTests;
import orrery.check.TypedProgram;
import orrery.circuit.CompiledModel;
import orrery.circuit.OutputHead;
import orrery.diagnostic.Diagnostics;
import orrery.layout.Refusal;
import orrery.syntax.Program;
import orrery.syntax.Syntax;
import orrery.types.Value;
import orrery.verify.Certificate;
import orrery.verify.Observation;
import orrery.verify.Verifier;

/**
 * Tests programs one after the other.
 *
 * @param parameters values of their parameters
 * @param inputs how many inputs the weights run at most
 * @param seed of samples
 * @param weights whether weights are tested as well as the interpreter
 */
record TestRun(
    Map<String, String> parameters, int inputs, long seed, boolean weights, Console console) {
  /**
   * What came of one file.
   *
   * @param file the file
   * @param passed whether nothing failed
   * @param examples how many
   * @param checks how many
   * @param verified on how many inputs the weights were compared
   * @param what a sentence
   */
  record Outcome(Path file, boolean passed, int examples, int checks, long verified, String what) {
    private static Outcome failed(Path file, String what) {
      return new Outcome(file, false, 0, 0, 0, what);
    }

    String line() {
      return (passed ? "ok    " : "FAILS ") + file + ": " + what;
    }
  }

  /** Tests one file; what is wrong with it goes to stderr. */
  Outcome test(Path file) throws IOException {
    if (isModule(file)) return new Outcome(file, true, 0, 0, 0, "a module");
    try {
      return test(file, LoadedProgram.load(file, parameters, console));
    } catch (Fault fault) {
      return Outcome.failed(file, String.valueOf(fault.getMessage()));
    } catch (Refusal refusal) {
      return Outcome.failed(file, "cannot be compiled: " + refusal.getMessage());
    }
  }

  private static boolean isModule(Path file) throws IOException {
    Program program = Syntax.parse(LoadedProgram.source(file), new Diagnostics());
    return program.kind() == Program.Kind.MODULE;
  }

  private Outcome test(Path file, LoadedProgram program) {
    ProgramTests.Outcome told = ProgramTests.run(program.program(), seed);
    console.show(told.failures());
    List<String> what = new ArrayList<>();
    what.add(Figures.counted(told.examples(), "example"));
    if (told.checks() > 0) {
      what.add(
          Figures.counted(told.checks(), "check")
              + " on "
              + Figures.counted(told.inputs(), "input")
              + (told.exhaustive() ? "" : " (sampled)"));
    }
    boolean passed = told.failures().isEmpty();
    if (!passed) what.add(told.failures().size() + " failed");
    long verified = 0;
    if (passed && weights) {
      CompiledModel model = Compiler.compile(program.meaning(), program.options()).toFloat32();
      Certificate c = Build.verify(model, new Verifier.Options(inputs, inputs, seed), console);
      Optional<String> wrong = wrongExample(program.program(), model);
      passed = c.passed() && wrong.isEmpty();
      verified = c.inputs();
      what.add("weights: " + wrong.orElseGet(() -> Figures.verdict(c)));
    }
    return new Outcome(
        file, passed, told.examples(), told.checks(), verified, String.join("; ", what));
  }

  /** The first example without an intervention that the weights answer wrongly. */
  private static Optional<String> wrongExample(TypedProgram program, CompiledModel model) {
    for (TypedProgram.Example e : program.examples()) {
      if (!e.settings().isEmpty()) continue;
      Observation seen = Observation.of(model, e.input());
      for (TypedProgram.Expectation expected : e.expectations()) {
        for (OutputHead head : model.outputs()) {
          if (!head.output().name().equals(expected.output().name())) continue;
          if (!agrees(seen.output(head), expected.values(), e.tolerance())) {
            return Optional.of("the example in line " + e.span().line() + " fails on the weights");
          }
        }
      }
    }
    return Optional.empty();
  }

  private static boolean agrees(List<Value> got, List<Optional<Value>> expected, double tolerance) {
    for (int p = 0; p < expected.size(); p++) {
      if (expected.get(p).isEmpty()) continue;
      Value wanted = expected.get(p).get();
      boolean near =
          got.get(p).isNumber()
              && wanted.isNumber()
              && Math.abs(got.get(p).toDouble() - wanted.toDouble()) <= tolerance;
      if (!near && !got.get(p).equals(wanted)) return false;
    }
    return true;
  }

  /** The last line. */
  static String summary(List<Outcome> outcomes) {
    long failed = outcomes.stream().filter(o -> !o.passed()).count();
    return "%s: %,d ok, %,d failed; %s, %s, weights compared on %s"
        .formatted(
            Figures.counted(outcomes.size(), "file"),
            outcomes.size() - failed,
            failed,
            Figures.counted(outcomes.stream().mapToLong(Outcome::examples).sum(), "example"),
            Figures.counted(outcomes.stream().mapToLong(Outcome::checks).sum(), "check"),
            Figures.counted(outcomes.stream().mapToLong(Outcome::verified).sum(), "input"));
  }

  /** All outcomes. */
  static JsonObject json(List<Outcome> outcomes) {
    JsonArray files = new JsonArray();
    for (Outcome o : outcomes) {
      JsonObject file = new JsonObject();
      file.addProperty("file", o.file().toString());
      file.addProperty("passed", o.passed());
      file.addProperty("examples", o.examples());
      file.addProperty("checks", o.checks());
      file.addProperty("verified_inputs", o.verified());
      file.addProperty("what", o.what());
      files.add(file);
    }
    JsonObject all = new JsonObject();
    all.add("files", files);
    all.addProperty("passed", outcomes.stream().allMatch(Outcome::passed));
    return all;
  }
}

package orrery.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import orrery.Compiler;
import orrery.causal.Variable;
import orrery.check.Frontend;
import orrery.circuit.CompiledModel;
import orrery.diagnostic.Diagnostics;
import orrery.diagnostic.Source;
import orrery.layout.Refusal;
import orrery.sampler.ProgramSampler;
import orrery.types.Domain;
import orrery.verify.Certificate;
import orrery.verify.Verifier;

/**
 * Compiles random programs and holds their float32 weights to the interpreter, at every variable.
 *
 * <p>Program i of a seed is the same whatever the number of programs.
 */
public final class Fuzz {
  /** All inputs of a program are run where there are at most so many, else a sample of as many. */
  public static final int INPUTS = 1000;

  private final ProgramSampler sampler = new ProgramSampler(Fuzz::domains);
  private final ProgramSampler.Size size;
  private final Map<String, Integer> refusals = new TreeMap<>();
  private final List<Failure> failures = new ArrayList<>();
  private long inputs;
  private long values;
  private int compiled;
  private double margin = 1;
  private double leak;

  private Fuzz(ProgramSampler.Size size) {
    this.size = size;
  }

  /** A program whose weights disagree with it. */
  public record Failure(int index, String program, String what) {}

  /**
   * The figures.
   *
   * @param programs how many were drawn
   * @param compiled how many were compiled
   * @param refused by diagnostic code, how many were beyond a stated limit
   * @param inputs how many inputs were run
   * @param values how many values of variables and outputs were compared
   * @param margin the smallest decode margin
   * @param leak the largest attention leak
   * @param failures the programs that disagree
   */
  public record Report(
      int programs,
      int compiled,
      Map<String, Integer> refused,
      long inputs,
      long values,
      double margin,
      double leak,
      List<Failure> failures) {}

  /** Draws and checks {@code programs} programs; {@code progress} hears how many are done. */
  public static Report run(
      int programs, long seed, ProgramSampler.Size size, Consumer<Integer> progress) {
    Fuzz fuzz = new Fuzz(size);
    SplittableRandom seeds = new SplittableRandom(seed);
    for (int i = 0; i < programs; i++) {
      fuzz.one(i, seeds.split());
      progress.accept(i + 1);
    }
    return new Report(
        programs,
        fuzz.compiled,
        fuzz.refusals,
        fuzz.inputs,
        fuzz.values,
        fuzz.margin,
        fuzz.leak,
        fuzz.failures);
  }

  private void one(int index, SplittableRandom random) {
    String program = sampler.draw(random, size);
    Frontend.Meant meant =
        load(program).orElseThrow(() -> new AssertionError("not accepted again:\n" + program));
    CompiledModel model;
    try {
      model = Compiler.compile(meant.model(), Compiler.Options.DEFAULT);
    } catch (Refusal refused) {
      refusals.merge(refused.code(), 1, Integer::sum);
      return;
    } catch (RuntimeException | AssertionError bug) {
      failures.add(new Failure(index, program, "the compiler failed: " + bug));
      return;
    }
    compiled++;
    Certificate certificate =
        Verifier.verify(model, new Verifier.Options(INPUTS, INPUTS, random.nextLong()));
    inputs += certificate.inputs();
    values += certificate.values();
    margin = Math.min(margin, certificate.margin());
    leak = Math.max(leak, certificate.leak());
    if (!certificate.passed()) {
      String what = certificate.first().map(Object::toString).orElse("no input was run");
      failures.add(new Failure(index, program, what));
    }
  }

  private static Optional<Frontend.Meant> load(String program) {
    return Frontend.load(new Source("random.rasp", program), Map.of(), new Diagnostics());
  }

  /** The domains of a program's variables; empty where the program has an error. */
  public static Optional<Map<String, Domain>> domains(String program) {
    return load(program)
        .map(
            meant -> {
              Map<String, Domain> domains = new HashMap<>();
              for (Variable v : meant.typed().variables()) domains.put(v.name(), v.domain());
              return domains;
            });
  }
}

package orrery.bench;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import orrery.Compiler;
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
 * Random programs, each compiled and verified. A program depends on the seed and its number alone.
 *
 * @param seed of the programs and of the inputs drawn
 * @param inputs how many inputs of a program are run at most
 */
public record Fuzz(long seed, int inputs) {
  /** What can come of a program. */
  public enum Kind {
    /** Weights and interpreter agree. */
    AGREES,
    /** They do not, or something broke. */
    WRONG,
    /** The program needs more than the compiler's stated limits. */
    REFUSED
  }

  /**
   * What came of a program.
   *
   * @param number from 0
   * @param program its text
   * @param kind what came of it
   * @param inputs how many were run
   * @param values how many were compared
   * @param margin the smallest decode margin; 1 where nothing was run
   * @param leak the largest attention leak
   * @param what a sentence
   */
  public record Finding(
      int number,
      String program,
      Kind kind,
      long inputs,
      long values,
      double margin,
      double leak,
      String what) {}

  /** Draws and verifies programs, in the order of their numbers; {@code done} hears how many. */
  public List<Finding> run(int programs, LongConsumer done) {
    AtomicLong finished = new AtomicLong();
    return IntStream.range(0, programs)
        .parallel()
        .mapToObj(
            number -> {
              Finding finding = one(number);
              done.accept(finished.incrementAndGet());
              return finding;
            })
        .toList();
  }

  private Finding one(int number) {
    RandomGenerator random =
        RandomGeneratorFactory.of("L64X128MixRandom").create(seed * 1_000_003 + number);
    String text = new ProgramSampler(Fuzz::domains).draw(random, ProgramSampler.Size.SMALL);
    try {
      Frontend.Meant meant =
          meant(text).orElseThrow(() -> new AssertionError("the sampler drew a wrong program"));
      CompiledModel model = Compiler.compile(meant.model(), Compiler.Options.DEFAULT);
      Certificate c = Verifier.verify(model, new Verifier.Options(inputs, inputs, seed));
      Kind kind = c.passed() || c.inputs() == 0 ? Kind.AGREES : Kind.WRONG;
      return new Finding(
          number,
          text,
          kind,
          c.inputs(),
          c.values(),
          c.margin(),
          c.leak(),
          c.first().map(Object::toString).orElse("no disagreement"));
    } catch (Refusal refusal) {
      return new Finding(
          number, text, Kind.REFUSED, 0, 0, 1, 0, String.valueOf(refusal.getMessage()));
    } catch (RuntimeException | AssertionError | StackOverflowError bug) {
      StackTraceElement[] trace = bug.getStackTrace();
      String place = trace.length == 0 ? "" : " at " + trace[0];
      return new Finding(number, text, Kind.WRONG, 0, 0, 1, 0, bug + place);
    }
  }

  /** The domains of a program's variables, as the sampler asks for them; empty after an error. */
  public static Optional<Map<String, Domain>> domains(String text) {
    return meant(text)
        .map(
            m -> {
              Map<String, Domain> domains = new HashMap<>();
              m.typed().variables().forEach(v -> domains.put(v.name(), v.domain()));
              return domains;
            });
  }

  private static Optional<Frontend.Meant> meant(String text) {
    return Frontend.load(new Source("random.rasp", text), Map.of(), new Diagnostics());
  }
}

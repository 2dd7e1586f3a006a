package orrery.artifact;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import orrery.Compiler;
import orrery.causal.Variable;
import orrery.check.Frontend;
import orrery.circuit.CompiledModel;
import orrery.diagnostic.Diagnostics;
import orrery.diagnostic.Source;
import orrery.layout.Refusal;
import orrery.passes.Passes;
import orrery.sampler.ProgramSampler;
import orrery.types.Domain;
import orrery.verify.Certificate;
import orrery.verify.Verifier;

/** Small compiled models, and folders as maps of bytes. */
public final class Samples {
  public static final String HIST =
      """
      ## How often each token occurs.
      program hist;
      input tokens[1..4] : "a".."c";

      same = select(tokens, tokens, ==);
      @role("counter")
      output hist = selector_width(same);
      """;

  public static final String REVERSE =
      """
      program reverse;
      input tokens[1..4] : "a".."c";

      output reverse = aggregate(select(indices, length - indices - 1, ==), tokens);
      """;

  public static final String FRACTION =
      """
      program frac;
      input tokens[1..5] : "x" | "y";
      option causal;

      output frac = mean(full, tokens == "x");
      """;

  private Samples() {}

  /** The compiled model of a program's text. */
  public static CompiledModel compile(String program) {
    Diagnostics diagnostics = new Diagnostics();
    Frontend.Meant meant =
        Frontend.load(new Source("sample.rasp", program), Map.of(), diagnostics)
            .orElseThrow(() -> new AssertionError(diagnostics.all() + "\n" + program));
    Compiler.Options options = Compiler.Options.DEFAULT;
    return Compiler.compile(
        meant.model(),
        new Compiler.Options(program, Map.of("N", "3"), options.plan(), options.dials()));
  }

  /** A random program's model, where it compiles. */
  public static Optional<CompiledModel> random(RandomGenerator random) {
    try {
      ProgramSampler sampler = new ProgramSampler(Samples::domains);
      return Optional.of(compile(sampler.draw(random, ProgramSampler.Size.SMALL)));
    } catch (Refusal tooLarge) {
      return Optional.empty();
    }
  }

  /** The model after some passes, drawn at random. */
  public static CompiledModel afterPasses(CompiledModel model, RandomGenerator random) {
    List<String> passes =
        List.of(
            "distract:count=2,seed=1",
            "pad:heads=1,units=3,dimensions=2,random=true,seed=2",
            "permute:seed=3",
            "logits:scale=3",
            "rotate:seed=4",
            "noise:size=1e-5,seed=5");
    List<String> chosen = passes.stream().filter(p -> random.nextBoolean()).toList();
    return Passes.apply(model, Passes.parse(String.join(",", chosen)));
  }

  private static Optional<Map<String, Domain>> domains(String program) {
    return Frontend.load(new Source("sample.rasp", program), Map.of(), new Diagnostics())
        .map(
            meant -> {
              Map<String, Domain> domains = new HashMap<>();
              for (Variable v : meant.typed().variables()) domains.put(v.name(), v.domain());
              return domains;
            });
  }

  public static Certificate verify(CompiledModel model) {
    return Verifier.verify(model, new Verifier.Options(2000, 200, 0));
  }

  /** The files of a folder, by name. */
  static SortedMap<String, List<Byte>> bytes(Path folder) {
    SortedMap<String, List<Byte>> files = new TreeMap<>();
    try (Stream<Path> list = Files.list(folder)) {
      for (Path file : list.toList()) {
        List<Byte> bytes = new ArrayList<>();
        for (byte b : Files.readAllBytes(file)) bytes.add(b);
        files.put(file.getFileName().toString(), bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }
}

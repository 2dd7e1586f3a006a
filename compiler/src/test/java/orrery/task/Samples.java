package orrery.task;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import orrery.Compiler;
import orrery.RandomModels;
import orrery.check.Frontend;
import orrery.circuit.CompiledModel;
import orrery.diagnostic.Diagnostics;
import orrery.diagnostic.Renderer;
import orrery.diagnostic.Source;
import orrery.layout.Refusal;

/** Models to ask something of. */
public final class Samples {
  private Samples() {}

  /** A program of the repository, such as {@code hist}. */
  public static CompiledModel program(String name) {
    try {
      return compiled(Files.readString(Path.of("../programs", name + ".rasp")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A text without errors. */
  public static CompiledModel compiled(String text) {
    Diagnostics diagnostics = new Diagnostics();
    Source source = new Source("sample.rasp", text);
    Frontend.Meant meant =
        Frontend.load(source, Map.of(), diagnostics)
            .orElseThrow(() -> new AssertionError(Renderer.plain().render(diagnostics.all())));
    Compiler.Options d = Compiler.Options.DEFAULT;
    return Compiler.compile(
        meant.model(), new Compiler.Options(text, d.parameters(), d.plan(), d.dials()));
  }

  /** A random model; empty where the draw is one that the compiler refuses. */
  public static Optional<CompiledModel> random(long seed, int size) {
    try {
      return Optional.of(
          Compiler.compile(RandomModels.draw(new Random(seed), size), Compiler.Options.DEFAULT));
    } catch (Refusal refused) {
      return Optional.empty();
    }
  }
}

package orrery.suite;

import java.util.Optional;
import orrery.Compiler;
import orrery.check.Frontend;
import orrery.check.ModuleLoader;
import orrery.circuit.CompiledModel;
import orrery.diagnostic.Diagnostics;
import orrery.diagnostic.Renderer;
import orrery.diagnostic.Source;
import orrery.layout.PlanOptions;
import orrery.layout.Refusal;
import orrery.passes.PassRefusal;
import orrery.passes.Passes;

/** The compiled model that every model of a program has beside it. */
public final class CompiledTwin {
  private CompiledTwin() {}

  /**
   * Compiles an item's program with the item's build settings, not verified yet.
   *
   * @return in float32
   * @throws ItemRefusal where the program has errors or cannot be compiled so
   */
  public static CompiledModel of(Item item) {
    return of(item.program(), item.build());
  }

  /** The same for a program of a suite. */
  static CompiledModel of(SuiteProgram program, BuildSettings build) {
    Diagnostics diagnostics = new Diagnostics();
    Source source = new Source(program.name() + ".rasp", program.text());
    Optional<Frontend.Meant> meant =
        Frontend.load(source, ModuleLoader.none(), program.parameters(), diagnostics);
    if (meant.isEmpty()) {
      throw new ItemRefusal(
          "the program has errors:\n" + Renderer.plain().render(diagnostics.all()));
    }
    Compiler.Options options =
        new Compiler.Options(
            program.text(), program.parameters(), new PlanOptions(build.pack()), build.dials());
    try {
      return Compiler.compile(
              meant.get().model(), options, Passes.parse(String.join(",", build.passes())))
          .toFloat32();
    } catch (Refusal refusal) {
      throw new ItemRefusal(
          "the program cannot be compiled: [%s] %s"
              .formatted(refusal.code(), refusal.getMessage()));
    } catch (PassRefusal refusal) {
      throw new ItemRefusal("the model does not admit the passes: " + refusal.getMessage());
    }
  }
}

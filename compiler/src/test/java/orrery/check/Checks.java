package orrery.check;

import java.util.List;
import java.util.Map;
import orrery.causal.CausalModel;
import orrery.causal.Variable;
import orrery.diagnostic.Diagnostic;
import orrery.diagnostic.Diagnostics;
import orrery.diagnostic.Renderer;
import orrery.diagnostic.Source;

/** Checks program texts for the tests. */
final class Checks {
  private Checks() {}

  /** The meaning of a program without errors. */
  static Frontend.Meant meant(String... lines) {
    Diagnostics diagnostics = new Diagnostics();
    return Frontend.load(
            new Source("test.rasp", String.join("\n", lines)),
            ModuleLoader.none(),
            Map.of(),
            diagnostics)
        .orElseThrow(() -> new AssertionError(Renderer.plain().render(diagnostics.all())));
  }

  static CausalModel model(String... lines) {
    return meant(lines).model();
  }

  static Variable variable(String name, String... lines) {
    CausalModel model = model(lines);
    return model
        .variable(name)
        .orElseThrow(() -> new AssertionError(name + " is not in " + model.variables()));
  }

  /** The diagnostics of a program, those of its examples and checks at the end. */
  static List<Diagnostic> said(String... lines) {
    Diagnostics diagnostics = new Diagnostics();
    Source source = new Source("test.rasp", String.join("\n", lines));
    List<Diagnostic> more =
        Frontend.load(source, ModuleLoader.none(), Map.of(), diagnostics)
            .map(m -> ProgramTests.run(m.typed(), /* seed= */ 1).failures())
            .orElse(List.of());
    List<Diagnostic> all = new java.util.ArrayList<>(diagnostics.all());
    all.addAll(more);
    return all;
  }

  static List<String> codes(String... lines) {
    return said(lines).stream().map(Diagnostic::code).toList();
  }
}

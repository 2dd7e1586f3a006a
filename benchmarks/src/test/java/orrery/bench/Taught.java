package orrery.bench;

import java.util.Map;
import orrery.Compiler;
import orrery.check.Frontend;
import orrery.circuit.CompiledModel;
import orrery.diagnostic.Diagnostics;
import orrery.diagnostic.Source;

/** A small program whose circuit models are to have. */
final class Taught {
  private static final String FRACTION =
      """
      program fraction;
      input tokens[1..3] : {"x", "y"};
      is_x = tokens == "x";
      output frac = mean(select(q, k: k <= q), is_x);
      """;

  private Taught() {}

  static CompiledModel fraction() {
    Source source = new Source("fraction.rasp", FRACTION);
    return Compiler.compile(
        Frontend.load(source, Map.of(), new Diagnostics()).orElseThrow().model(),
        Compiler.Options.DEFAULT);
  }
}

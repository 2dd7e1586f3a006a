package orrery.report;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import orrery.Compiler;
import orrery.check.Frontend;
import orrery.circuit.CompiledModel;
import orrery.diagnostic.Diagnostics;
import orrery.diagnostic.Source;

/** Circuits of other programs, to be taken for the truth of the one at hand. */
final class Placebo {
  private static final String REVERSE =
      """
      program reverse;
      input tokens[1..5] : "a".."d";
      flip = select(indices, length - 1 - indices, ==);
      output reversed = aggregate(flip, tokens);
      """;

  private static final String INDUCTION =
      """
      program induction;
      input tokens[2..6] : "a".."d";
      previous = select(indices, indices - 1, ==);
      before = aggregate(previous, tokens, "-");
      match = select(q, k: before[k] == tokens[q] and k <= q);
      output next = count(match);
      """;

  private static final List<String> PROGRAMS = List.of(REVERSE, INDUCTION);

  private Placebo() {}

  /**
   * A circuit of another program.
   *
   * @param program its name
   * @param edges the numbers of those of its edges that the model at hand has
   */
  record Circuit(String program, BitSet edges) {}

  /** The first circuit that the model has an edge of, and that is not its own; empty if none is. */
  static Optional<Circuit> beside(Ground ground) {
    for (String text : PROGRAMS) {
      CompiledModel other = compiled(text);
      BitSet edges = ground.numbers(other.program());
      boolean isAnother =
          !edges.isEmpty()
              && !edges.equals(ground.truth())
              && !other.meaning().name().equals(ground.model().meaning().name());
      if (isAnother) return Optional.of(new Circuit(other.meaning().name(), edges));
    }
    return Optional.empty();
  }

  private static CompiledModel compiled(String text) {
    Frontend.Meant meant =
        Frontend.load(new Source("placebo.rasp", text), Map.of(), new Diagnostics())
            .orElseThrow(() -> new AssertionError("a placebo is no program"));
    return Compiler.compile(meant.model(), Compiler.Options.DEFAULT);
  }
}

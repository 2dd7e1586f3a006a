package orrery.report;

import java.util.Map;
import orrery.Compiler;
import orrery.check.Frontend;
import orrery.circuit.CompiledModel;
import orrery.diagnostic.Diagnostics;
import orrery.diagnostic.Source;
import orrery.intervention.JavaEngine;
import orrery.task.MadeTask;
import orrery.task.TaskOptions;
import orrery.task.Tasks;

/** Small models with their truths. */
final class Grounds {
  private static final String REVERSE =
      """
      ## What is read backwards.
      program reverse;
      input tokens[1..4] : {"a", "b", "c"};
      flip = select(indices, length - 1 - indices, ==);
      output reversed = aggregate(flip, tokens);
      """;

  private Grounds() {}

  static CompiledModel reverse() {
    Source source = new Source("reverse.rasp", REVERSE);
    var meant = Frontend.load(source, Map.of(), new Diagnostics()).orElseThrow();
    Compiler.Options plain = Compiler.Options.DEFAULT;
    return Compiler.compile(
            meant.model(), new Compiler.Options(REVERSE, Map.of(), plain.plan(), plain.dials()))
        .toFloat32();
  }

  static MadeTask task(CompiledModel model, long seed) {
    TaskOptions usual = TaskOptions.DEFAULT;
    return Tasks.of(
        model,
        new TaskOptions(20, seed, usual.counterfactual(), usual.reference(), usual.metric()));
  }

  static Ground ground() {
    CompiledModel model = reverse();
    return Ground.of(model, task(model, 0), JavaEngine.of(model));
  }
}

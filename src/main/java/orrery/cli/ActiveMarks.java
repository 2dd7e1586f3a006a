package orrery.cli;

import orrery.artifact.Marked;
import orrery.circuit.CompiledModel;
import orrery.intervention.Engine;
import orrery.intervention.JavaEngine;
import orrery.task.MadeTask;
import orrery.truth.ActiveTruth;
import orrery.truth.Semantics;

/**
 * The active edges of a model on a task, to be exported.
 *
 * @param semantics Σ in a few words
 * @param marked the edges
 */
record ActiveMarks(String semantics, Marked marked) {
  /** Finds them by the exact effect of every edge. */
  static ActiveMarks of(CompiledModel model, MadeTask made) {
    Semantics semantics = Semantics.of(made, Semantics.Granularity.EDGE);
    try (Engine engine = JavaEngine.of(model)) {
      var active = ActiveTruth.of(engine.prepare(made.task()), semantics, model.structural());
      return new ActiveMarks(
          semantics.label(), Marked.active("Σ: " + semantics.label(), active.edges()));
    }
  }
}

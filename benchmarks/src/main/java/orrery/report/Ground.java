package orrery.report;

import java.util.BitSet;
import java.util.List;
import orrery.circuit.Circuit;
import orrery.circuit.CompiledModel;
import orrery.circuit.Edge;
import orrery.circuit.ResidualGraph;
import orrery.intervention.Engine;
import orrery.intervention.Experiment;
import orrery.task.MadeTask;
import orrery.truth.ActiveCircuit;
import orrery.truth.ActiveTruth;
import orrery.truth.Semantics;

/**
 * The ground that methods are judged on: a model, a task, and the truth under that task's Σ.
 *
 * @param model the model
 * @param made the task with what is known of it
 * @param experiment the task on the model, in float64
 * @param active the functional circuit under Σ
 * @param effects {@code [edge][example]} the exact effect of every edge
 */
public record Ground(
    CompiledModel model,
    MadeTask made,
    Experiment experiment,
    ActiveCircuit active,
    double[][] effects) {
  /** The name of the edges that count neither way. */
  static final String IGNORED = "IGNORED";

  /** Runs a model on a task and finds what is true there. */
  public static Ground of(CompiledModel model, MadeTask made, Engine engine) {
    Experiment experiment = engine.prepare(made.task());
    Semantics semantics = Semantics.of(made, Semantics.Granularity.EDGE);
    ActiveCircuit active = ActiveTruth.of(experiment, semantics, model.structural());
    return new Ground(model, made, experiment, active, experiment.edgeEffects());
  }

  /** The writers, readers and edges. */
  public ResidualGraph graph() {
    return experiment.graph();
  }

  /** The numbers of the true edges. */
  BitSet truth() {
    return active.edges(graph());
  }

  /** The numbers of the edges that count: all but those that Σ cannot show. */
  BitSet judged() {
    BitSet judged = all();
    judged.andNot(active.ignored(graph()));
    return judged;
  }

  /** The numbers of all edges. */
  BitSet all() {
    BitSet all = new BitSet();
    all.set(0, graph().edgeCount());
    return all;
  }

  /** The numbers of a circuit's edges; edges that the graph does not have are left out. */
  BitSet numbers(Circuit circuit) {
    BitSet numbers = new BitSet();
    for (Edge e : circuit.edges().keySet()) graph().edgeId(e).ifPresent(numbers::set);
    return numbers;
  }

  /** The mean exact effect of every edge. */
  double[] meanEffects() {
    double[] means = new double[effects.length];
    for (int e = 0; e < means.length; e++) means[e] = Means.of(effects[e]);
    return means;
  }

  /** The truths by name, that of the headline first. */
  List<Scorecard.Truth> truths() {
    String sigma = active.semantics().label();
    return List.of(
        new Scorecard.Truth(
            "ACTIVE",
            "Cutting the edge alone changes the metric of some example; Σ: " + sigma + ".",
            Means.numbers(truth())),
        new Scorecard.Truth(
            "PROGRAM",
            "The plan moves a variable of the program along the edge.",
            Means.numbers(numbers(model.program()))),
        new Scorecard.Truth(
            "STRUCTURAL",
            "Some weight can carry something along the edge.",
            Means.numbers(numbers(model.structural()))),
        new Scorecard.Truth(
            IGNORED,
            "Wired on a path from an embedding to the logits, and yet without effect under Σ: neither"
                + " right nor wrong to find, so left out of the figures against ACTIVE.",
            Means.numbers(active.ignored(graph()))));
  }
}

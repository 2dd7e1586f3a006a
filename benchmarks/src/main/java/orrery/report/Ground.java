package orrery.report;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import orrery.circuit.Circuit;
import orrery.circuit.CompiledModel;
import orrery.circuit.Edge;
import orrery.circuit.ResidualGraph;
import orrery.intervention.Engine;
import orrery.intervention.Experiment;
import orrery.task.MadeTask;
import orrery.truth.ActiveCircuit;
import orrery.truth.ActiveTruth;
import orrery.truth.Headline;
import orrery.truth.MinimalCircuits;
import orrery.truth.Semantics;
import orrery.truth.WiredPaths;

/**
 * The ground that methods are judged on: a model, a task, and the truth under that task's Σ.
 *
 * @param model the model
 * @param made the task with what is known of it
 * @param experiment the task on the model, in float64
 * @param active the functional circuit under Σ
 * @param headline the truth that methods are judged by
 * @param effects {@code [edge][example]} the exact effect of every edge
 * @param minimal all minimal sufficient circuits; empty where the model is too large to know that
 *     there are no others
 */
public record Ground(
    CompiledModel model,
    MadeTask made,
    Experiment experiment,
    ActiveCircuit active,
    Headline headline,
    double[][] effects,
    Optional<MinimalCircuits> minimal) {
  /** What an assessment spends on minimal circuits: seconds, and then none are named. */
  private static final MinimalCircuits.Limits LIMITS =
      new MinimalCircuits.Limits(1e-9, 18, 20_000, 1, 0);

  /** The name of the edges that count neither way. */
  static final String IGNORED = "IGNORED";

  /** Runs a model on a task and finds what is true there. */
  public static Ground of(CompiledModel model, MadeTask made, Engine engine) {
    Experiment experiment = engine.prepare(made.task());
    Semantics semantics = Semantics.of(made, Semantics.Granularity.EDGE);
    ActiveCircuit active = ActiveTruth.of(experiment, semantics, model.structural());
    return new Ground(
        model,
        made,
        experiment,
        active,
        Headline.of(model, experiment.graph(), active),
        experiment.edgeEffects(),
        minimal(model, made, engine, semantics));
  }

  private static Optional<MinimalCircuits> minimal(
      CompiledModel model, MadeTask made, Engine engine, Semantics semantics) {
    if (model.build().training().isPresent())
      return Optional.empty(); // all edges, of dense weights
    if (WiredPaths.of(model.structural()).size() > LIMITS.exhaustive()) return Optional.empty();
    return Optional.of(
            MinimalCircuits.of(engine, made.task(), semantics, model.structural(), LIMITS))
        .filter(MinimalCircuits::complete);
  }

  /** The writers, readers and edges. */
  public ResidualGraph graph() {
    return experiment.graph();
  }

  /** The numbers of the true edges. */
  BitSet truth() {
    return (BitSet) headline.edges().clone();
  }

  /** The numbers of the edges that count: all but those of which nothing is known. */
  BitSet judged() {
    BitSet judged = all();
    judged.andNot(headline.ignored());
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
    return numbers(circuit.edges().keySet());
  }

  private BitSet numbers(Set<Edge> edges) {
    BitSet numbers = new BitSet();
    for (Edge e : edges) graph().edgeId(e).ifPresent(numbers::set);
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
    List<Scorecard.Truth> truths = new ArrayList<>();
    truths.add(truth(headline.name(), headline.definition(), truth()));
    truths.add(headline.name().equals(Headline.ACTIVE) ? byProgram() : byEffects());
    truths.add(
        truth(
            "STRUCTURAL",
            "Some weight can carry something along the edge.",
            numbers(model.structural())));
    truths.add(truth(IGNORED, ignored(), headline.ignored()));
    minimal.filter(m -> !m.family().isEmpty()).ifPresent(m -> truths.addAll(minimal(m)));
    return truths;
  }

  private static Scorecard.Truth truth(String name, String definition, BitSet edges) {
    return new Scorecard.Truth(name, definition, Means.numbers(edges));
  }

  private Scorecard.Truth byProgram() {
    return truth(Headline.PROGRAM, Headline.definitionOfProgram(model), numbers(model.program()));
  }

  private Scorecard.Truth byEffects() {
    return truth(
        Headline.ACTIVE,
        "Cutting the edge alone changes the metric of some example, however little: of dense weights"
            + " nearly every edge does. Σ: "
            + active.semantics().label()
            + ".",
        active.edges(graph()));
  }

  private String ignored() {
    return headline.name().equals(Headline.ACTIVE)
        ? "Wired on a path from an embedding to the logits, and yet without effect under Σ: neither"
            + " right nor wrong to find, so left out of the figures against ACTIVE."
        : "From a true edge's writer to another port of the same head, which no acceptance speaks"
            + " of: neither right nor wrong to find, so left out of the figures against PROGRAM.";
  }

  private List<Scorecard.Truth> minimal(MinimalCircuits m) {
    String family =
        m.family().size() == 1
            ? "the one minimal circuit that is sufficient under Σ"
            : "the %d minimal circuits that are sufficient under Σ".formatted(m.family().size());
    return List.of(
        new Scorecard.Truth(
            "CORE",
            "In all of " + family + " (exhaustive search).",
            Means.numbers(numbers(m.core()))),
        new Scorecard.Truth(
            "UNION", "In some of " + family + ".", Means.numbers(numbers(m.union()))));
  }
}

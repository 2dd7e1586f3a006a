package orrery.truth;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import orrery.circuit.Circuit;
import orrery.circuit.Edge;
import orrery.circuit.ResidualGraph;
import orrery.intervention.Experiment;

/** Finds ACTIVE circuits: by the exact effect of every piece on every example. */
public final class ActiveTruth {
  /** An effect counts above this share of the largest one, or of 1 where that is smaller. */
  private static final double TOLERANCE = 1e-9;

  private final Experiment experiment;
  private final ResidualGraph graph;
  private final Circuit structural;
  private final boolean wiredOnly;
  private final SortedMap<Piece, ActiveCircuit.Effect> active = new TreeMap<>();

  private ActiveTruth(Experiment experiment, Semantics semantics, Circuit structural) {
    this.experiment = experiment;
    this.graph = experiment.graph();
    this.wiredOnly = semantics.replacesByOutputs();
    this.structural = structural;
  }

  /**
   * The circuit that is active under a semantics: a piece is, if on some example its effect is
   * larger than 1e-9 × max(1, largest effect of any piece on any example).
   *
   * @param experiment in float64
   * @param semantics that of the experiment's task; IllegalArgumentException otherwise
   * @param structural the model's STRUCTURAL circuit; IllegalArgumentException where something has
   *     an effect that no weight of it can carry, unless what replaces is no writer's output
   */
  public static ActiveCircuit of(Experiment experiment, Semantics semantics, Circuit structural) {
    semantics.require(experiment.task());
    ActiveTruth truth = new ActiveTruth(experiment, semantics, structural);
    switch (semantics.granularity()) {
      case NODE -> truth.nodes();
      case EDGE -> truth.edges();
      case EDGE_BY_POSITION -> truth.edgesByPosition();
    }
    return new ActiveCircuit(semantics, truth.active, WiredPaths.of(structural));
  }

  private void nodes() {
    double[][] effects = experiment.writerEffects();
    double threshold = threshold(largest(effects));
    for (int w = 0; w < effects.length; w++) add(Piece.of(graph.writer(w)), effects[w], threshold);
  }

  private void edges() {
    double[][] effects = experiment.edgeEffects();
    double threshold = threshold(largest(effects));
    for (int e = 0; e < effects.length; e++) add(Piece.of(graph.edge(e)), effects[e], threshold);
  }

  private void edgesByPosition() {
    double[][][] effects = experiment.edgeEffectsByPosition();
    double largest = Arrays.stream(effects).mapToDouble(ActiveTruth::largest).max().orElse(0);
    for (int e = 0; e < effects.length; e++) {
      Edge edge = graph.edge(e);
      for (int p = 0; p < effects[e].length; p++) {
        add(Piece.of(edge, p), effects[e][p], threshold(largest));
      }
    }
  }

  private static double threshold(double largest) {
    return TOLERANCE * Math.max(1, largest);
  }

  private static double largest(double[][] effects) {
    return Arrays.stream(effects).mapToDouble(ActiveTruth::largest).max().orElse(0);
  }

  private static double largest(double[] effects) {
    return Arrays.stream(effects).map(Math::abs).max().orElse(0);
  }

  private void add(Piece piece, double[] effects, double threshold) {
    double largest = largest(effects);
    if (largest <= threshold) return;
    if (wiredOnly) requireWired(piece);
    double mean = Arrays.stream(effects).sum() / effects.length;
    double share =
        Arrays.stream(effects).filter(e -> Math.abs(e) > threshold).count()
            / (double) effects.length;
    active.put(piece, new ActiveCircuit.Effect(largest, mean, share));
  }

  private void requireWired(Piece piece) {
    boolean wired =
        piece
            .edge()
            .map(e -> structural.edges().containsKey(e))
            .orElseGet(
                () ->
                    structural.edges().keySet().stream()
                        .anyMatch(e -> e.from().equals(piece.writer())));
    if (!wired) throw new IllegalArgumentException(piece + " has an effect and is not wired");
  }
}

package orrery.artifact;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import orrery.circuit.CompiledModel;
import orrery.circuit.TrainingRecord;
import orrery.components.Accepting;
import orrery.components.Architecture;
import orrery.components.Assignment;
import orrery.components.HeldOutInputs;
import orrery.components.InitialWeights;
import orrery.model.Weights;
import orrery.verify.Acceptance;
import orrery.verify.Certificate;

/** Dense models in the shape of trained ones, their weights drawn at random. */
public final class TrainedSamples {
  /** A program with a head and an MLP in its circuit. */
  public static final String TWICE =
      """
      ## Which tokens occur exactly twice.
      program twice;
      input tokens[1..4] : "a".."c";

      @role("counter")
      count = selector_width(select(tokens, tokens, ==));
      output twice = count == 2;
      """;

  private TrainedSamples() {}

  /** A dense twin of a compiled model: more heads and layers than it needs, untrained. */
  public static CompiledModel of(CompiledModel compiled, TrainingRecord.Kind kind, long seed) {
    Architecture small =
        Architecture.derived(compiled).withDModel(8).withHeads(2).withDHead(4).withDMlp(8);
    Weights weights = InitialWeights.of(small.config(compiled), seed);
    Assignment assignment = Assignment.random(compiled, small, seed);
    CompiledModel dense = assignment.skeleton(weights);
    return new CompiledModel(
        dense.meaning(),
        dense.weights(),
        dense.vocabulary(),
        dense.outputs(),
        dense.alignment(),
        dense.heads(),
        dense.program(),
        dense.structural(),
        dense.build().trained(training(kind, assignment, seed)));
  }

  private static TrainingRecord training(
      TrainingRecord.Kind kind, Assignment assignment, long seed) {
    return new TrainingRecord(
        kind,
        new TreeMap<>(Map.of("rate", "0.003", HeldOutInputs.COUNT, "40")),
        new TreeMap<>(Map.of("initial", seed, HeldOutInputs.SEED, seed + 1)),
        assignment.map(),
        new TreeMap<>(Map.of("engine", "none", "device", "cpu", "precision", "float32")),
        kind == TrainingRecord.Kind.RANDOM ? 0 : 100);
  }

  /** What is true of such a model: as a rule, that it fails. */
  public static Acceptance accept(CompiledModel model) {
    return Accepting.accept(
        model, HeldOutInputs.of(model), Acceptance.Terms.standard(3).on(100, 0));
  }

  /** An acceptance as it might have been, of one good figure and one bad. */
  public static Acceptance acceptance(boolean passed) {
    return new Acceptance(
        passed,
        Acceptance.Terms.standard(3),
        passed ? List.of() : List.of("strict, all nodes at once, is 51.20 % under resample"),
        Certificate.Coverage.SAMPLED,
        40,
        List.of(
            figure(Acceptance.Kind.ACCURACY, Acceptance.Ablation.NONE, 1000),
            figure(
                Acceptance.Kind.STRICT_JOINT, Acceptance.Ablation.RESAMPLE, passed ? 998 : 512)));
  }

  private static Acceptance.Figure figure(
      Acceptance.Kind kind, Acceptance.Ablation ablation, long right) {
    boolean regression = kind == Acceptance.Kind.ACCURACY;
    return new Acceptance.Figure(
        kind,
        ablation,
        "",
        250,
        1000,
        right,
        right / 4,
        right / 1000.0 - 0.01,
        Math.min(1, right / 1000.0 + 0.01),
        200,
        right / 5,
        regression ? OptionalDouble.of(0.999) : OptionalDouble.empty());
  }
}

package orrery.artifact;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Stream;
import orrery.causal.Variable;
import orrery.circuit.Alignment;
import orrery.circuit.BuildRecord;
import orrery.circuit.Circuit;
import orrery.circuit.CompiledModel;
import orrery.circuit.Component;
import orrery.circuit.Edge;
import orrery.circuit.HeadRole;
import orrery.circuit.Placement;
import orrery.circuit.Readout;
import orrery.circuit.StructuralCircuit;
import orrery.circuit.TrainingRecord;
import orrery.model.ActivationFunction;
import orrery.model.RandomWeights;
import orrery.model.TransformerConfig;
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

  private static final int D_MODEL = 8;

  private TrainedSamples() {}

  /**
   * A dense twin of a compiled model: a head more in every layer, the heads in reverse order, an
   * MLP everywhere.
   */
  public static CompiledModel of(CompiledModel compiled, TrainingRecord.Kind kind, long seed) {
    TransformerConfig c = compiled.weights().config();
    int heads = c.nHeads() + 1;
    TransformerConfig config =
        new TransformerConfig(
            c.nLayers(),
            heads,
            D_MODEL,
            3,
            6,
            c.nCtx(),
            c.dVocab(),
            c.dVocabOut(),
            ActivationFunction.GELU,
            c.attentionDirection());
    Weights weights = RandomWeights.full(config, new Random(seed), 1);
    SortedMap<Component, Component> parts = new TreeMap<>();
    Stream.concat(
            compiled.program().components().stream(),
            Stream.of(Component.EMBED, Component.POS_EMBED, Component.LOGITS))
        .forEach(p -> parts.put(p, part(p, heads)));
    BuildRecord build = compiled.build().trained(training(kind, parts, seed));
    return new CompiledModel(
        compiled.meaning(),
        weights,
        compiled.vocabulary(),
        compiled.outputs(),
        alignment(compiled, heads),
        compiled.heads().stream().map(h -> role(h, heads)).toList(),
        program(compiled.program(), heads),
        StructuralCircuit.of(weights),
        build);
  }

  private static Component part(Component c, int heads) {
    return c.kind() == Component.Kind.HEAD ? Component.head(c.layer(), heads - 1 - c.head()) : c;
  }

  private static HeadRole role(HeadRole h, int heads) {
    return new HeadRole(part(h.head(), heads), h.variable(), h.selector(), h.counting());
  }

  private static Circuit program(Circuit of, int heads) {
    SortedMap<Edge, SortedSet<String>> edges = new TreeMap<>();
    of.edges()
        .forEach(
            (e, labels) ->
                edges.put(new Edge(part(e.from(), heads), part(e.to(), heads), e.port()), labels));
    return new Circuit(Circuit.Family.PROGRAM, edges);
  }

  private static Alignment alignment(CompiledModel compiled, int heads) {
    Map<Variable, List<Placement>> all = new LinkedHashMap<>();
    compiled
        .alignment()
        .placements()
        .forEach(
            (variable, own) -> {
              List<Placement> renamed = new ArrayList<>();
              for (Placement p : own) {
                List<Component> writers = p.writers().stream().map(w -> part(w, heads)).toList();
                renamed.add(
                    new Placement(variable, p.label(), writers, Readout.component(D_MODEL)));
              }
              all.put(variable, renamed);
            });
    List<String> labels = Stream.iterate(0, d -> d + 1).limit(D_MODEL).map(d -> "d" + d).toList();
    return new Alignment(all, labels);
  }

  private static TrainingRecord training(
      TrainingRecord.Kind kind, SortedMap<Component, Component> parts, long seed) {
    return new TrainingRecord(
        kind,
        new TreeMap<>(Map.of("rate", "0.003", "steps", "100")),
        new TreeMap<>(Map.of("weights", seed, "pairs", seed + 1)),
        parts,
        new TreeMap<>(Map.of("engine", "none", "device", "cpu", "precision", "float32")),
        kind == TrainingRecord.Kind.RANDOM ? 0 : 100);
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
                Acceptance.Kind.STRICT_JOINT,
                Acceptance.Ablation.RESAMPLE,
                passed ? 998 : 512)));
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

package orrery.sampler;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import orrery.Compiler;
import orrery.causal.CausalModel;
import orrery.causal.InputSpace;
import orrery.circuit.CompiledModel;
import orrery.layout.Refusal;
import orrery.model.TransformerConfig;
import orrery.sampler.Difficulty.Stratum;
import orrery.verify.Certificate;
import orrery.verify.Verifier;

/** One program that is drawn, and judged by itself. */
final class Candidate {
  private static final Verifier.Options VERIFIED = new Verifier.Options(5_000, 2_000, 0);

  private final Demand demand;
  private Optional<Rejection> rejection = Optional.empty();
  private Optional<Draft> draft = Optional.empty();
  private Optional<CompiledModel> model = Optional.empty();
  private Optional<Difficulty> difficulty = Optional.empty();

  private Candidate(Demand demand) {
    this.demand = demand;
  }

  /** Draws and judges a program that should be of a stratum. */
  static Candidate draw(Demand demand, Stratum wanted, RandomGenerator random) {
    Candidate candidate = new Candidate(demand);
    int bindings = bindings(wanted, demand.variables()).draw(random);
    candidate.draft = new DraftSampler(demand, random, bindings).draw();
    candidate.rejection = candidate.judge();
    return candidate;
  }

  /** About as many bindings as a circuit of so many components has. */
  private static Range bindings(Stratum wanted, Range allowed) {
    Range usual =
        switch (wanted) {
          case NONE, ONE -> new Range(1, 1);
          case TWO -> new Range(1, 2);
          case FEW -> new Range(2, 4);
          case SEVERAL -> new Range(3, 6);
          case MANY -> new Range(5, 9);
        };
    int least = Math.min(Math.max(usual.least(), allowed.least()), allowed.most());
    return new Range(least, Math.max(least, Math.min(usual.most(), allowed.most())));
  }

  /** Why it is not taken, as far as it can be said without the other programs. */
  Optional<Rejection> rejection() {
    return rejection;
  }

  Difficulty difficulty() {
    return difficulty.orElseThrow();
  }

  CausalModel meaning() {
    return draft.orElseThrow().meaning();
  }

  private Optional<Rejection> judge() {
    if (draft.isEmpty()) return Optional.of(Rejection.UNFINISHED);
    CausalModel meaning = meaning();
    Behaviour behaviour = new Behaviour(meaning);
    Optional<Rejection> worthless = behaviour.rejection();
    if (worthless.isPresent()) return worthless;
    if (!new Liveness(meaning, behaviour.clean()).everythingMatters()) {
      return Optional.of(Rejection.IGNORED);
    }
    try {
      CompiledModel compiled = Compiler.compile(meaning, Compiler.Options.DEFAULT);
      model = Optional.of(compiled);
      difficulty = Optional.of(Difficulty.of(compiled));
      if (isLarge(compiled)) return Optional.of(Rejection.LARGE);
      boolean deep = demand.depth().holds(difficulty().depth());
      return deep ? Optional.empty() : Optional.of(Rejection.DEPTH);
    } catch (Refusal refusal) {
      return Optional.of(Rejection.REFUSED);
    }
  }

  private boolean isLarge(CompiledModel compiled) {
    Demand.Limits limits = demand.limits();
    TransformerConfig config = compiled.weights().config();
    boolean classes =
        compiled.meaning().outputs().stream()
            .anyMatch(o -> !o.numeric() && o.variable().domain().size() > limits.classes());
    return classes
        || config.nLayers() > limits.layers()
        || config.dModel() > limits.dModel()
        || config.dMlp() > limits.mlpUnits()
        || difficulty().heads() > limits.heads();
  }

  /** The certificate of its model. */
  Certificate verified() {
    return Verifier.verify(model.orElseThrow(), VERIFIED);
  }

  /** The program under a name. */
  SampledProgram named(String name, Certificate certificate) {
    Draft drawn = draft.orElseThrow();
    InputSpace inputs = drawn.meaning().inputs();
    TransformerConfig config = model.orElseThrow().weights().config();
    List<OutputType> types = drawn.meaning().outputs().stream().map(OutputType::of).toList();
    String doc =
        types.stream().map(OutputType::label).distinct().collect(Collectors.joining(", "))
            + " from "
            + drawn.operations().stream().map(Operation::label).collect(Collectors.joining(", "));
    return new SampledProgram(
        name,
        new Wording(name, doc, drawn).text(),
        difficulty(),
        drawn.operations(),
        types,
        inputs.causal(),
        inputs.alphabet().size(),
        inputs.maxLength(),
        config.nLayers(),
        config.dModel(),
        certificate.inputs());
  }
}

package orrery.discovery;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import orrery.circuit.CompiledModel;
import orrery.intervention.Experiment;
import orrery.intervention.Mask;
import orrery.task.MadeTask;
import orrery.truth.ActiveCircuit;
import orrery.truth.ActiveTruth;
import orrery.truth.Headline;
import orrery.truth.Semantics;

/** The methods that know the model's mechanism: its hypothesis put to the test, and its truth. */
final class KnowingMethods {
  static final Map<String, Function<Settings, Function<Methods.Known, Method>>> BY_NAME =
      new TreeMap<>(
          Map.of("causal-scrubbing", KnowingMethods::scrubbing, "truth", KnowingMethods::truth));

  private KnowingMethods() {}

  private static Function<Methods.Known, Method> scrubbing(Settings settings) {
    CausalScrubbing.Draw draw = settings.choice("draw", CausalScrubbing.Draw.AGREE);
    long seed = settings.seed();
    return known -> new CausalScrubbing(known.model(), known.engine(), draw, seed);
  }

  private static Function<Methods.Known, Method> truth(Settings settings) {
    return known -> new OfHeadline(known.model(), known.made());
  }

  /** The edges that answers are judged by, as 1 or 0: see {@link Headline}. */
  private record OfHeadline(CompiledModel model, MadeTask made) implements Method {
    @Override
    public String name() {
      return "truth";
    }

    @Override
    public String citation() {
      return "none; known by construction";
    }

    @Override
    public Map<String, String> settings() {
      return Settings.told("truth", label());
    }

    @Override
    public Scores score(Experiment experiment) {
      Semantics semantics = Semantics.of(made, Semantics.Granularity.EDGE);
      ActiveCircuit active = ActiveTruth.of(experiment, semantics, model.structural());
      Headline headline = Headline.of(model, experiment.graph(), active);
      return new Truth(label(), Mask.of(experiment.graph(), headline.edges())).score(experiment);
    }

    private String label() {
      return model.build().training().isPresent() ? "program" : "active";
    }
  }
}

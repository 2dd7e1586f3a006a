package orrery.discovery;

import java.util.Map;
import java.util.function.Function;
import orrery.discovery.AttributionPatching.Keys;

/** The methods that take gradients, or one forward pass, by their names. */
final class GradientMethods {
  private GradientMethods() {}

  /** Adds them in the order of reports. */
  static void addTo(Map<String, Function<Settings, Method>> methods) {
    methods.put("eap", s -> new EdgeAttributionPatching());
    methods.put("eap-ig-inputs", s -> new IntegratedGradientsInputs(steps(s), left(s)));
    methods.put(
        "eap-ig-activations",
        s ->
            new IntegratedGradientsActivations(
                steps(s),
                s.choice("rule", Riemann.RIGHT),
                s.choice("together", IntegratedGradientsActivations.Together.WRITER)));
    methods.put(
        "mask-ig",
        s ->
            new JointMaskIntegratedGradients(
                s.integer("steps", 50), s.choice("rule", Riemann.TRAPEZOID)));
    methods.put("clean-corrupted", s -> new CleanCorrupted());
    methods.put("conductance", s -> new Conductance(steps(s)));
    methods.put("atp", s -> atp(s, false, false));
    methods.put("atp-qk", s -> atp(s, true, false));
    methods.put("atp-graddrop", s -> atp(s, false, true));
    methods.put("atp-star", s -> atp(s, true, true));
    methods.put("relp", s -> new RelevancePatching(s.truth("ah-rule", true), level(s)));
    methods.put("gim", s -> new GradientInteraction(s.integer("steps", 0), left(s), level(s)));
    methods.put("peap", s -> new PositionAwarePatching());
    methods.put("nap", s -> new NodeAttributionPatching());
    methods.put(
        "nap-ig", s -> new NodeIntegratedGradients(steps(s), s.choice("rule", Riemann.RIGHT)));
    methods.put("hisp", s -> new HeadImportance());
    methods.put("ifr", s -> new InformationFlowRoutes(s.number("epsilon", 1e-5)));
    methods.put(
        "cd-t",
        s ->
            new ContextualDecomposition(
                s.choice("biases", ContextualDecomposition.Biases.SPLIT),
                s.truth("renormalise", true),
                level(s)));
    methods.put(
        "magnitude",
        s -> new ActivationMagnitude(s.choice("of", ActivationMagnitude.Of.DIFFERENCE), level(s)));
  }

  private static int steps(Settings settings) {
    return settings.integer("steps", 5);
  }

  private static Riemann left(Settings settings) {
    return settings.choice("rule", Riemann.LEFT);
  }

  private static Level level(Settings settings) {
    return settings.choice("level", Level.EDGE);
  }

  private static Method atp(Settings settings, boolean queryKeyFix, boolean gradDrop) {
    Keys keys = queryKeyFix ? settings.choice("keys", Keys.TOGETHER) : Keys.TOGETHER;
    return new AttributionPatching(queryKeyFix, gradDrop, keys, level(settings));
  }
}

package orrery.discovery;

import java.util.Map;
import java.util.function.Function;

/**
 * The methods that intervene or train masks, by name. {@link Truth} and {@link CausalScrubbing} are
 * not among them: they need more than an experiment.
 */
final class SearchMethods {
  private SearchMethods() {}

  static void addTo(Map<String, Function<Settings, Method>> methods) {
    methods.put("exact-edges", s -> new ExactEdgePatching(direction(s)));
    methods.put("exact-nodes", s -> new ExactNodePatching(direction(s)));
    methods.put("exact-positions", s -> new ExactPositionPatching(direction(s)));
    methods.put(
        "path-patching",
        s -> new PathPatching(s.choice("receivers", PathPatching.Receivers.LOGITS)));
    methods.put("acdc", SearchMethods::acdc);
    methods.put("subnetwork-probing", s -> probing(s, SubnetworkProbing.EDGES));
    methods.put("subnetwork-probing-nodes", s -> probing(s, SubnetworkProbing.WRITERS));
    methods.put("edge-pruning", SearchMethods::edgePruning);
    methods.put("ugs", SearchMethods::uniformGradientSampling);
    methods.put("random", s -> new RandomBaseline(s.seed()));
  }

  private static Direction direction(Settings settings) {
    return settings.choice("direction", Direction.NOISING);
  }

  private static Method acdc(Settings settings) {
    return new Acdc(
        Grids.read(settings, "thresholds", Acdc.THRESHOLDS),
        new EdgeOrder(settings.choice("order", EdgeOrder.Kind.REVERSE), settings.seed()),
        settings.choice("answer", Answer.CIRCUITS));
  }

  private static Method probing(Settings settings, SubnetworkProbing usual) {
    return new SubnetworkProbing(
        usual.level(),
        Grids.read(settings, "lambdas", usual.lambdas()),
        usual.training().read(settings),
        settings.choice("answer", usual.answer()));
  }

  private static Method edgePruning(Settings settings) {
    EdgePruning usual = EdgePruning.DEFAULT;
    return new EdgePruning(
        Grids.read(settings, "targets", usual.targets()),
        usual.training().read(settings),
        settings.number("start", usual.start()),
        settings.choice("answer", usual.answer()));
  }

  private static Method uniformGradientSampling(Settings settings) {
    UniformGradientSampling usual = UniformGradientSampling.DEFAULT;
    return new UniformGradientSampling(
        Grids.read(settings, "lambdas", usual.lambdas()),
        usual.training().read(settings),
        settings.choice("answer", usual.answer()));
  }
}

package orrery.attribution;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Every token attribution method by its name, and how a list of them is written.
 *
 * <p>{@code integrated-gradients:steps=300,rule=midpoint,gradient}: commas separate methods and
 * settings alike; a part with a colon, or without an equals sign, begins the next method.
 */
public final class TokenMethods {
  private static final Map<String, Function<MethodSettings, TokenMethod>> BY_NAME = byName();

  private TokenMethods() {}

  private static Map<String, Function<MethodSettings, TokenMethod>> byName() {
    Map<String, Function<MethodSettings, TokenMethod>> methods = new LinkedHashMap<>();
    methods.put("gradient", s -> new Gradient());
    methods.put("input-x-gradient", s -> new InputTimesGradient());
    methods.put(
        "integrated-gradients",
        s -> new IntegratedGradients(s.integer("steps", 50), s.choice("rule", PathRule.MIDPOINT)));
    methods.put(
        "smoothgrad-squared",
        s -> new SmoothGradSquared(s.integer("samples", 25), s.number("deviation", .15), s.seed()));
    methods.put(
        "occlusion",
        s -> new Occlusion(s.choice("replacement", Occlusion.Replacement.EXPECTED_EMBEDDING)));
    methods.put("attention-rollout", s -> new AttentionRollout());
    methods.put("model-shapley", s -> new ModelShapley());
    methods.put(
        "sampled-shapley", s -> new SampledShapley(s.integer("permutations", 64), s.seed()));
    methods.put("random", s -> new RandomScores(s.seed()));
    methods.put("position-only", s -> new PositionOnly());
    return methods;
  }

  /** The names, in the order of reports. */
  public static List<String> names() {
    return List.copyOf(BY_NAME.keySet());
  }

  /**
   * The methods that a text asks for, as written.
   *
   * @throws AttributionRefusal where a method or a setting is unknown, out of range or asked for
   *     twice
   */
  public static List<TokenMethod> parse(String text) {
    List<TokenMethod> methods = new ArrayList<>();
    List<String> own = new ArrayList<>();
    for (String part : text.isBlank() ? new String[0] : text.split(",", -1)) {
      String p = part.strip();
      boolean continues = p.contains("=") && !p.contains(":");
      if (!continues && !own.isEmpty()) {
        methods.add(make(own));
        own.clear();
      }
      own.add(p);
    }
    if (!own.isEmpty()) methods.add(make(own));
    Set<TokenMethod> distinct = new LinkedHashSet<>();
    for (TokenMethod m : methods) {
      if (!distinct.add(m)) {
        throw new AttributionRefusal("`%s` is asked for twice".formatted(m.name()));
      }
    }
    return methods;
  }

  private static TokenMethod make(List<String> parts) {
    String[] head = parts.get(0).split(":", 2);
    String name = head[0].strip();
    Function<MethodSettings, TokenMethod> make = BY_NAME.get(name);
    if (make == null) {
      throw new AttributionRefusal(
          "there is no method `%s`, only %s".formatted(name, String.join(", ", names())));
    }
    List<String> written = new ArrayList<>(parts.subList(1, parts.size()));
    if (head.length == 2 && !head[1].isBlank()) written.add(0, head[1]);
    MethodSettings settings = new MethodSettings(name, pairs(name, written));
    try {
      TokenMethod method = make.apply(settings);
      settings.requireNoMore();
      return method;
    } catch (IllegalArgumentException e) {
      throw new AttributionRefusal("`%s` cannot have %s".formatted(name, e.getMessage()));
    }
  }

  private static Map<String, String> pairs(String name, List<String> written) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (String setting : written) {
      String[] pair = setting.split("=", 2);
      if (pair.length < 2 || pair[0].isBlank()) {
        throw new AttributionRefusal(
            "`%s` of `%s` is no setting, write `key=value`".formatted(setting, name));
      }
      if (settings.put(pair[0].strip(), pair[1].strip()) != null) {
        throw new AttributionRefusal("`%s` has `%s` twice".formatted(name, pair[0].strip()));
      }
    }
    return settings;
  }
}

package orrery.passes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import orrery.circuit.BuildRecord;
import orrery.circuit.CompiledModel;

/**
 * Every pass by its name, and how a list of them is written and applied.
 *
 * <p>{@code distract:count=2,seed=1,rotate:seed=3}: commas separate passes and settings alike; a
 * part with a colon, or without an equals sign, begins the next pass.
 */
public final class Passes {
  /** By name, in the only order in which they are applied. */
  private static final Map<String, Function<Settings, Pass>> BY_NAME = byName();

  private Passes() {}

  private static Map<String, Function<Settings, Pass>> byName() {
    Map<String, Function<Settings, Pass>> passes = new LinkedHashMap<>();
    passes.put("distract", s -> new Distract(s.integer("count", 1), s.seed()));
    passes.put(
        "redundant",
        s ->
            new Redundant(s.text("variable"), s.choice("by", Redundant.By.OR, Redundant.By.class)));
    passes.put("copy", s -> new Copy(s.text("variable")));
    passes.put(
        "split",
        s ->
            new Split(
                s.text("variable"),
                s.choice("by", Split.By.SHARES, Split.By.class),
                s.number("share", 0.5)));
    passes.put("negative", s -> new Negative(s.text("variable"), s.number("size", 0.5)));
    passes.put(
        "pad",
        s ->
            new Pad(
                s.integer("heads", 0),
                s.integer("units", 0),
                s.integer("dimensions", 0),
                s.truth("random", false),
                s.seed()));
    passes.put("superpose", s -> new Superpose(s.number("share", 1), s.seed()));
    passes.put("permute", s -> new Permute(s.seed()));
    passes.put("logits", s -> new Logits(s.number("scale", 1), s.number("smooth", 0), s.seed()));
    passes.put("rotate", s -> new Rotate(s.seed()));
    passes.put(
        "noise",
        s ->
            new Noise(
                s.number("size"), s.truth("relative", true), s.truth("zeros", false), s.seed()));
    return passes;
  }

  /** The names, in the order in which passes are applied. */
  public static List<String> names() {
    return List.copyOf(BY_NAME.keySet());
  }

  /**
   * The passes that a text asks for, as written; none for an empty text.
   *
   * @throws PassRefusal with a sentence where a pass or a setting is unknown, missing or out of
   *     range
   */
  public static List<Pass> parse(String text) {
    List<Pass> passes = new ArrayList<>();
    List<String> own = new ArrayList<>();
    for (String part : text.isBlank() ? new String[0] : text.split(",", -1)) {
      String p = part.strip();
      boolean continues = p.contains("=") && !p.contains(":");
      if (!continues && !own.isEmpty()) {
        passes.add(one(own));
        own.clear();
      }
      own.add(p);
    }
    if (!own.isEmpty()) passes.add(one(own));
    return passes;
  }

  /** One pass from {@code name:key=value} and further {@code key=value}. */
  private static Pass one(List<String> parts) {
    String[] head = parts.get(0).split(":", 2);
    String name = head[0].strip();
    Function<Settings, Pass> make = BY_NAME.get(name);
    if (make == null) {
      throw new PassRefusal(
          "there is no pass `%s`, only %s".formatted(name, String.join(", ", BY_NAME.keySet())));
    }
    List<String> written = new ArrayList<>(parts.subList(1, parts.size()));
    if (head.length == 2 && !head[1].isBlank()) written.add(0, head[1]);
    Settings settings = new Settings(name, settings(name, written));
    try {
      Pass pass = make.apply(settings);
      settings.requireNoMore();
      return pass;
    } catch (IllegalArgumentException e) {
      throw new PassRefusal("`%s` cannot have %s".formatted(name, e.getMessage()));
    }
  }

  private static Map<String, String> settings(String name, List<String> written) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (String setting : written) {
      String[] pair = setting.split("=", 2);
      if (pair.length < 2 || pair[0].isBlank()) {
        throw new PassRefusal(
            "`%s` of `%s` is no setting, write `key=value`".formatted(setting, name));
      }
      if (settings.put(pair[0].strip(), pair[1].strip()) != null) {
        throw new PassRefusal("`%s` has `%s` twice".formatted(name, pair[0].strip()));
      }
    }
    return settings;
  }

  /**
   * The model after all passes, one after another.
   *
   * @throws PassRefusal where one stands before another that must come first, or a model does not
   *     admit one
   */
  public static CompiledModel apply(CompiledModel model, List<Pass> passes) {
    if (model.build().training().isPresent() && !passes.isEmpty()) {
      throw new PassRefusal(
          "the model was trained: apply passes to the compiled model that it is trained from");
    }
    List<String> order = names();
    String last =
        model.build().passes().stream()
            .map(BuildRecord.AppliedPass::name)
            .reduce(order.get(0), (a, b) -> b);
    CompiledModel current = model;
    for (Pass pass : passes) {
      if (order.indexOf(pass.name()) < order.indexOf(last)) {
        throw new PassRefusal(
            "`%s` comes before `%s`; the order is %s"
                .formatted(pass.name(), last, String.join(", ", order)));
      }
      current = pass.apply(current);
      last = pass.name();
    }
    return current;
  }
}

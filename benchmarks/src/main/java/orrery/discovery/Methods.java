package orrery.discovery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import orrery.circuit.CompiledModel;
import orrery.intervention.Engine;
import orrery.task.MadeTask;

/**
 * Every method by its name, and how a list of them is written.
 *
 * <p>{@code eap-ig-inputs:steps=10,rule=midpoint,nap}: commas separate methods and settings alike;
 * a part with a colon, or without an equals sign, begins the next method.
 */
public final class Methods {
  private static final Map<String, Function<Settings, Method>> BY_NAME = byName();

  private Methods() {}

  private static Map<String, Function<Settings, Method>> byName() {
    Map<String, Function<Settings, Method>> methods = new LinkedHashMap<>();
    GradientMethods.addTo(methods);
    SearchMethods.addTo(methods);
    return methods;
  }

  /**
   * A method as it was asked for.
   *
   * @param name of the method
   * @param free the method itself; empty where it needs to know the model
   * @param on the method on a model that is known
   */
  public record Asked(String name, Optional<Method> free, Function<Known, Method> on) {}

  /**
   * What may be known beyond an experiment.
   *
   * @param model its weights, and the mechanism that they realise
   * @param engine runs it
   * @param made the task
   */
  public record Known(CompiledModel model, Engine engine, MadeTask made) {}

  /** The names, in the order of reports. */
  public static List<String> names() {
    return List.copyOf(BY_NAME.keySet());
  }

  /** The names of the methods that need more than an experiment. */
  public static List<String> namesOfKnowing() {
    return List.copyOf(KnowingMethods.BY_NAME.keySet());
  }

  /** Every method with its default settings. */
  public static List<Method> all() {
    return BY_NAME.entrySet().stream()
        .map(e -> e.getValue().apply(new Settings(e.getKey(), Map.of())))
        .toList();
  }

  /**
   * The method that a text asks for, {@code name} or {@code name:key=value,key=value}.
   *
   * @throws MethodRefusal with a sentence where the text asks for none, for several, or wrongly
   */
  public static Method one(String text) {
    List<Method> methods = parse(text);
    if (methods.size() != 1) {
      throw new MethodRefusal("`%s` is not one method but %d".formatted(text, methods.size()));
    }
    return methods.get(0);
  }

  /**
   * The methods that a text asks for, as written; none for an empty text.
   *
   * @throws MethodRefusal with a sentence where a method or a setting is unknown or out of range
   */
  public static List<Method> parse(String text) {
    List<Method> methods = new ArrayList<>();
    for (Asked asked : asked(text)) {
      methods.add(
          asked
              .free()
              .orElseThrow(
                  () ->
                      new MethodRefusal(
                          "`%s` needs a model whose mechanism is known; `orrery assay` and `orrery discover` have it at hand"
                              .formatted(asked.name()))));
    }
    return methods;
  }

  /**
   * The methods that a text asks for, those among them that need to know the model.
   *
   * @throws MethodRefusal with a sentence where a method or a setting is unknown or out of range
   */
  public static List<Asked> asked(String text) {
    List<Asked> methods = new ArrayList<>();
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
    return methods;
  }

  /** One method from {@code name:key=value} and further {@code key=value}. */
  private static Asked make(List<String> parts) {
    String[] head = parts.get(0).split(":", 2);
    String name = head[0].strip();
    List<String> written = new ArrayList<>(parts.subList(1, parts.size()));
    if (head.length == 2 && !head[1].isBlank()) written.add(0, head[1]);
    Settings settings = new Settings(name, settings(name, written));
    try {
      Asked asked = asked(name, settings);
      settings.requireNoMore();
      return asked;
    } catch (IllegalArgumentException e) {
      throw new MethodRefusal("`%s` cannot have %s".formatted(name, e.getMessage()));
    }
  }

  private static Asked asked(String name, Settings settings) {
    Function<Settings, Method> free = BY_NAME.get(name);
    if (free != null) {
      Method method = free.apply(settings);
      return new Asked(name, Optional.of(method), known -> method);
    }
    Function<Settings, Function<Known, Method>> knowing = KnowingMethods.BY_NAME.get(name);
    if (knowing == null) throw unknown(name);
    return new Asked(name, Optional.empty(), knowing.apply(settings));
  }

  private static MethodRefusal unknown(String name) {
    List<String> all = new ArrayList<>(names());
    all.addAll(namesOfKnowing());
    return new MethodRefusal(
        "there is no method `%s`, only %s".formatted(name, String.join(", ", all)));
  }

  private static Map<String, String> settings(String name, List<String> written) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (String setting : written) {
      String[] pair = setting.split("=", 2);
      if (pair.length < 2 || pair[0].isBlank()) {
        throw new MethodRefusal(
            "`%s` of `%s` is no setting, write `key=value`".formatted(setting, name));
      }
      if (settings.put(pair[0].strip(), pair[1].strip()) != null) {
        throw new MethodRefusal("`%s` has `%s` twice".formatted(name, pair[0].strip()));
      }
    }
    return settings;
  }
}

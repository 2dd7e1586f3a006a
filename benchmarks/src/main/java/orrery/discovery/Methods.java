package orrery.discovery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

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

  /** The names, in the order of reports. */
  public static List<String> names() {
    return List.copyOf(BY_NAME.keySet());
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
  private static Method make(List<String> parts) {
    String[] head = parts.get(0).split(":", 2);
    String name = head[0].strip();
    Function<Settings, Method> make = BY_NAME.get(name);
    if (make == null) {
      throw new MethodRefusal(
          "there is no method `%s`, only %s".formatted(name, String.join(", ", BY_NAME.keySet())));
    }
    List<String> written = new ArrayList<>(parts.subList(1, parts.size()));
    if (head.length == 2 && !head[1].isBlank()) written.add(0, head[1]);
    Settings settings = new Settings(name, settings(name, written));
    try {
      Method method = make.apply(settings);
      settings.requireNoMore();
      return method;
    } catch (IllegalArgumentException e) {
      throw new MethodRefusal("`%s` cannot have %s".formatted(name, e.getMessage()));
    }
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

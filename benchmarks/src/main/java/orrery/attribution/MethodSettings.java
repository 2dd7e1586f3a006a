package orrery.attribution;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The settings of one method as written; every one must be asked for, or it is refused. */
final class MethodSettings {
  private final String method;
  private final Map<String, String> written;
  private final TreeSet<String> known = new TreeSet<>();

  MethodSettings(String method, Map<String, String> written) {
    this.method = method;
    this.written = written;
  }

  /** Settings as a method tells them, {@code "steps", 5, "rule", RIGHT}, in this order. */
  static Map<String, String> told(Object... pairs) {
    Map<String, String> told = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      Object value = pairs[i + 1];
      told.put((String) pairs[i], value instanceof Enum<?> e ? label(e) : value.toString());
    }
    return Collections.unmodifiableMap(told);
  }

  int integer(String key, int otherwise) {
    return read(key, otherwise, "a whole number", Integer::valueOf);
  }

  long seed() {
    return read("seed", 0L, "a whole number", Long::valueOf);
  }

  double number(String key, double otherwise) {
    return read(key, otherwise, "a number", MethodSettings::finite);
  }

  /** One of an enum's constants, written in small letters with hyphens. */
  <E extends Enum<E>> E choice(String key, E otherwise) {
    E[] all = otherwise.getDeclaringClass().getEnumConstants();
    String names =
        Arrays.stream(all).map(MethodSettings::label).collect(Collectors.joining(" or "));
    return read(
        key,
        otherwise,
        names,
        text ->
            Arrays.stream(all)
                .filter(c -> label(c).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(text)));
  }

  private static String label(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static double finite(String text) {
    double value = Double.parseDouble(text);
    if (!Double.isFinite(value)) throw new IllegalArgumentException(text);
    return value;
  }

  private <T> T read(String key, T otherwise, String wanted, Function<String, T> parse) {
    known.add(key);
    String text = written.get(key);
    if (text == null) return otherwise;
    try {
      return parse.apply(text);
    } catch (IllegalArgumentException e) {
      throw new AttributionRefusal(
          "`%s` of `%s` is `%s`, must be %s".formatted(key, method, text, wanted));
    }
  }

  /** Refuses what nobody has asked for. */
  void requireNoMore() {
    for (String key : written.keySet()) {
      if (known.contains(key)) continue;
      throw new AttributionRefusal(
          known.isEmpty()
              ? "`%s` has no settings, but got `%s`".formatted(method, key)
              : "`%s` has no setting `%s`, only %s"
                  .formatted(method, key, String.join(", ", known)));
    }
  }
}

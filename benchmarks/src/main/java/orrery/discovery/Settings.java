package orrery.discovery;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The options of a method as text, in the order in which they are told. */
final class Settings {
  private final Map<String, String> told = new LinkedHashMap<>();

  Settings with(String name, Object value) {
    told.put(name, text(value));
    return this;
  }

  Map<String, String> map() {
    return Collections.unmodifiableMap(told);
  }

  private static String text(Object value) {
    if (value instanceof Enum<?> e) return e.name().toLowerCase(Locale.ROOT).replace('_', '-');
    if (value instanceof List<?> l) {
      return l.stream().map(Settings::text).collect(Collectors.joining(","));
    }
    return value.toString();
  }
}

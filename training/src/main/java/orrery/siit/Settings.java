package orrery.siit;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Settings by name, read with sentences for what is wrong. */
record Settings(Map<String, String> values) {
  private String text(String name) {
    String value = values.get(name);
    if (value == null)
      throw new IllegalArgumentException("the setting `%s` is missing".formatted(name));
    return value.strip();
  }

  int whole(String name) {
    try {
      return Integer.parseInt(text(name));
    } catch (NumberFormatException e) {
      throw wrong(name, "a whole number");
    }
  }

  double number(String name) {
    try {
      double number = Double.parseDouble(text(name));
      if (Double.isFinite(number)) return number;
    } catch (NumberFormatException e) {
      throw wrong(name, "a number");
    }
    throw wrong(name, "a number");
  }

  boolean truth(String name) {
    return switch (text(name)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw wrong(name, "true or false");
    };
  }

  <E extends Enum<E>> E choice(String name, Class<E> type) {
    for (E choice : type.getEnumConstants()) if (name(choice).equals(text(name))) return choice;
    throw wrong(
        name,
        Arrays.stream(type.getEnumConstants())
            .map(Settings::name)
            .collect(Collectors.joining(", ", "one of ", "")));
  }

  static String name(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private IllegalArgumentException wrong(String name, String must) {
    return new IllegalArgumentException("%s=%s: must be %s".formatted(name, text(name), must));
  }
}

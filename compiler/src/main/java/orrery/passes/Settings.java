package orrery.passes;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;

/** The settings of one pass as written; every one must be asked for, or it is refused. */
final class Settings {
  private final String pass;
  private final Map<String, String> written;
  private final TreeSet<String> known = new TreeSet<>();

  Settings(String pass, Map<String, String> written) {
    this.pass = pass;
    this.written = new LinkedHashMap<>(written);
  }

  int integer(String key, int otherwise) {
    return read(key, otherwise, "a whole number", Integer::valueOf);
  }

  long seed() {
    return read("seed", 0L, "a whole number", Long::valueOf);
  }

  double number(String key, double otherwise) {
    return read(key, otherwise, "a number", Double::valueOf);
  }

  double number(String key) {
    required(key);
    return number(key, 0);
  }

  boolean truth(String key, boolean otherwise) {
    return read(key, otherwise, "true or false", Settings::truth);
  }

  String text(String key) {
    required(key);
    return written.getOrDefault(key, "");
  }

  <E extends Enum<E>> E choice(String key, E otherwise, Class<E> choices) {
    List<String> names =
        List.of(choices.getEnumConstants()).stream()
            .map(c -> c.name().toLowerCase(java.util.Locale.ROOT))
            .toList();
    return read(
        key,
        otherwise,
        String.join(", ", names.subList(0, names.size() - 1))
            + " or "
            + names.get(names.size() - 1),
        text -> Enum.valueOf(choices, text.toUpperCase(java.util.Locale.ROOT)));
  }

  private static boolean truth(String text) {
    if (text.equals("true")) return true;
    if (text.equals("false")) return false;
    throw new IllegalArgumentException(text);
  }

  private void required(String key) {
    known.add(key);
    if (!written.containsKey(key)) {
      throw new PassRefusal("`%s` needs `%s`, as in `%s:%s=...`".formatted(pass, key, pass, key));
    }
  }

  private <T> T read(String key, T otherwise, String wanted, Function<String, T> parse) {
    known.add(key);
    String text = written.get(key);
    if (text == null) return otherwise;
    try {
      return parse.apply(text);
    } catch (IllegalArgumentException e) {
      throw new PassRefusal("`%s` of `%s` is `%s`, must be %s".formatted(key, pass, text, wanted));
    }
  }

  /** Refuses what nobody has asked for. */
  void requireNoMore() {
    for (String key : written.keySet()) {
      if (!known.contains(key)) {
        throw new PassRefusal(
            known.isEmpty()
                ? "`%s` has no settings, but got `%s`".formatted(pass, key)
                : "`%s` has no setting `%s`, only %s"
                    .formatted(pass, key, String.join(", ", known)));
      }
    }
  }
}

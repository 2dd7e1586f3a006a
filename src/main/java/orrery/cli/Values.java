package orrery.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonPrimitive;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import orrery.types.Value;

/** Values as a command prints them. */
final class Values {
  /** Stands for {@code none}. */
  static final String NONE = "_";

  private Values() {}

  /** A value in one word: texts bare where that is clear, {@code none} as {@link #NONE}. */
  static String word(Value value) {
    if (value.isNone()) return NONE;
    if (value instanceof Value.Text t && isClear(t.text())) return t.text();
    return value.toString();
  }

  private static boolean isClear(String text) {
    return !text.isEmpty()
        && !text.equals(NONE)
        && text.codePoints().noneMatch(c -> Character.isWhitespace(c) || c == '"' || c == '\\');
  }

  /** Values as JSON; rationals that are no integers become strings such as {@code "1/2"}. */
  static JsonArray json(List<Optional<Value>> values) {
    JsonArray array = new JsonArray();
    values.forEach(v -> array.add(v.map(Values::json).orElse(JsonNull.INSTANCE)));
    return array;
  }

  private static JsonElement json(Value value) {
    if (value.isNone()) return JsonNull.INSTANCE;
    if (value instanceof Value.Truth t) return new JsonPrimitive(t.truth());
    if (value instanceof Value.Text t) return new JsonPrimitive(t.text());
    if (value instanceof Value.Real r) return new JsonPrimitive(r.number());
    String written = value.toString();
    return written.indexOf('/') < 0
        ? new JsonPrimitive(new BigInteger(written))
        : new JsonPrimitive(written);
  }
}

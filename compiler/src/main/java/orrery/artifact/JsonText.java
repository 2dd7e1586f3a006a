package orrery.artifact;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;

/**
 * Prints JSON for people and for comparison: what fits on a line stands on one, lists of numbers
 * fill lines, and equal documents are equal bytes under every Java.
 */
public final class JsonText {
  private static final int WIDTH = 120;
  private static final int FEW_DIGITS = 15;
  private static final int MOST_DIGITS = 17;

  private final StringBuilder out = new StringBuilder();

  private JsonText() {}

  /** Writes a document to a file, over one that is there. */
  public static void write(Path file, JsonElement document) throws ArtifactException {
    try {
      Files.write(file, of(document).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw ArtifactException.of(file, "writing it", e);
    }
  }

  /** The document as text that ends with a line feed. */
  public static String of(JsonElement document) {
    JsonText text = new JsonText();
    text.print(document, 0, 0);
    return text.out.append('\n').toString();
  }

  private void print(JsonElement element, int indent, int column) {
    int room = WIDTH - column;
    if (element.isJsonPrimitive() || element.isJsonNull() || fits(element, room) >= 0) {
      compact(element);
    } else if (element instanceof JsonObject object) {
      out.append('{');
      Iterator<Map.Entry<String, JsonElement>> members = object.entrySet().iterator();
      while (members.hasNext()) {
        Map.Entry<String, JsonElement> member = members.next();
        line(indent + 2);
        int start = out.length();
        string(member.getKey());
        out.append(": ");
        print(member.getValue(), indent + 2, indent + 2 + out.length() - start);
        if (members.hasNext()) out.append(',');
      }
      line(indent);
      out.append('}');
    } else {
      list((JsonArray) element, indent);
    }
  }

  private void list(JsonArray array, int indent) {
    out.append('[');
    boolean fill = true;
    for (JsonElement item : array) fill &= item.isJsonPrimitive();
    int lineStart = out.length() - WIDTH;
    for (int i = 0; i < array.size(); i++) {
      JsonElement item = array.get(i);
      if (i > 0) out.append(',');
      if (fill && out.length() - lineStart + fits(item, WIDTH) + 2 <= WIDTH) {
        out.append(' ');
      } else {
        line(indent + 2);
        lineStart = out.length() - indent - 2;
      }
      print(item, indent + 2, indent + 2);
    }
    line(indent);
    out.append(']');
  }

  private void line(int indent) {
    out.append('\n').append(" ".repeat(indent));
  }

  /** The width of an element on one line, or -1 where it does not fit or is a text. */
  private static int fits(JsonElement element, int room) {
    if (room <= 0) return -1;
    if (element instanceof JsonArray array) {
      int width = 2;
      for (JsonElement item : array) {
        int own = fits(item, room - width);
        if (own < 0) return -1;
        width += own + 2;
      }
      return width <= room ? width : -1;
    }
    if (element instanceof JsonObject object) {
      int width = 2;
      for (Map.Entry<String, JsonElement> member : object.entrySet()) {
        int own = fits(member.getValue(), room - width - member.getKey().length() - 4);
        if (own < 0) return -1;
        width += own + member.getKey().length() + 6;
      }
      return width <= room ? width : -1;
    }
    if (element instanceof JsonPrimitive p && p.isString()) return p.getAsString().length() + 2;
    return element instanceof JsonPrimitive p && p.isNumber()
        ? number(p.getAsNumber()).length()
        : 5;
  }

  private void compact(JsonElement element) {
    if (element instanceof JsonArray array) {
      String separator = "[";
      for (JsonElement item : array) {
        out.append(separator);
        compact(item);
        separator = ", ";
      }
      out.append(array.isEmpty() ? "[]" : "]");
    } else if (element instanceof JsonObject object) {
      String separator = "{";
      for (Map.Entry<String, JsonElement> member : object.entrySet()) {
        out.append(separator);
        string(member.getKey());
        out.append(": ");
        compact(member.getValue());
        separator = ", ";
      }
      out.append(object.isEmpty() ? "{}" : "}");
    } else if (element instanceof JsonPrimitive p && p.isString()) {
      string(p.getAsString());
    } else if (element instanceof JsonPrimitive p && p.isNumber()) {
      out.append(number(p.getAsNumber()));
    } else {
      out.append(element);
    }
  }

  private void string(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c == '\n') {
        out.append("\\n");
      } else if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        out.append(c).append(text.charAt(++i));
      } else if (c < ' ' || c == '\u2028' || c == '\u2029' || Character.isSurrogate(c)) {
        out.append("\\u%04x".formatted((int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  /** The shortest decimal of at most 17 digits that reads back as the same number. */
  public static String number(Number number) {
    if (number instanceof Integer || number instanceof Long) return number.toString();
    double value = number.doubleValue();
    if (value == Math.rint(value) && Math.abs(value) < 1e15) return Long.toString((long) value);
    BigDecimal exact = new BigDecimal(value);
    for (int digits = FEW_DIGITS; ; digits++) {
      BigDecimal rounded = exact.round(new MathContext(digits));
      if (digits == MOST_DIGITS || rounded.doubleValue() == value) {
        return rounded.stripTrailingZeros().toString();
      }
    }
  }
}

package orrery.report;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/** Writes HTML: every text and every attribute is escaped, every element is closed. */
public final class Html {
  private static final Set<String> INLINE =
      Set.of(
          "a",
          "b",
          "span",
          "code",
          "small",
          "abbr",
          "sup",
          "em",
          "td",
          "th",
          "dt",
          "dd",
          "h1",
          "h2",
          "h3",
          "p",
          "button",
          "label",
          "title",
          "li",
          "figcaption");

  private final StringBuilder out = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  /**
   * Opens an element.
   *
   * @param attributes names and values in turn
   */
  public Html open(String element, String... attributes) {
    tag(element, attributes);
    open.push(element);
    if (!INLINE.contains(element)) out.append('\n');
    return this;
  }

  /** An element that has no content. */
  public Html empty(String element, String... attributes) {
    return tag(element, attributes);
  }

  private Html tag(String element, String... attributes) {
    out.append('<').append(element);
    for (int i = 0; i + 1 < attributes.length; i += 2) {
      out.append(' ').append(attributes[i]).append("=\"");
      out.append(escaped(attributes[i + 1])).append('"');
    }
    out.append('>');
    return this;
  }

  /** Closes the element that was opened last. */
  public Html close() {
    String element = open.pop();
    out.append("</").append(element).append('>');
    if (!isWithinText(element)) out.append('\n');
    return this;
  }

  private static boolean isWithinText(String element) {
    return Set.of("a", "b", "span", "code", "small", "abbr", "sup", "em", "button", "label")
        .contains(element);
  }

  /** An element with a text in it. */
  public Html put(String element, String text, String... attributes) {
    return open(element, attributes).text(text).close();
  }

  /** A text. */
  public Html text(String text) {
    out.append(escaped(text));
    return this;
  }

  /** What is HTML already. */
  public Html raw(String html) {
    out.append(html);
    return this;
  }

  /** The whole of it. */
  public String written() {
    if (!open.isEmpty()) throw new AssertionError("never closed: " + open);
    return out.toString();
  }

  /** A text for HTML; a character that is not allowed in it becomes U+FFFD. */
  public static String escaped(String text) {
    StringBuilder safe = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.appendCodePoint(isAllowed(c) ? c : 0xFFFD);
              }
            });
    return safe.toString();
  }

  private static boolean isAllowed(int c) {
    if (c == '\n' || c == '\t') return true;
    return c >= 0x20 && c < 0x7F
        || c >= 0xA0 && c < 0xD800
        || c >= 0xE000 && c < 0xFFFE
        || c > 0xFFFF;
  }
}

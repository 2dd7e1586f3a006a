package orrery.diagnostic;

/**
 * A program text and the name it is known by.
 *
 * @param name the file's name as the user gave it, such as {@code hist.rasp}
 * @param text the whole text; offsets into it count UTF-16 units from 0
 */
public record Source(String name, String text) {

  /** The piece of the text from {@code start} up to {@code end}, as a place to point at. */
  public Span span(int start, int end) {
    return new Span(this, start, end);
  }

  /** The line that holds the offset, counted from 1. */
  public int line(int offset) {
    int line = 1;
    for (int at = nextLine(0); at <= offset; at = nextLine(at)) {
      line++;
    }
    return line;
  }

  /** The offset's column in its line, counted from 1 in code points. */
  public int column(int offset) {
    return text.codePointCount(lineStart(line(offset)), offset) + 1;
  }

  /** The number of lines; a text that ends with a line break has an empty last line. */
  public int lines() {
    return line(text.length());
  }

  /** The offset of a line's first character; {@code line} is in {@code 1..lines()}. */
  public int lineStart(int line) {
    int start = 0;
    for (int i = 1; i < line; i++) {
      start = nextLine(start);
    }
    return start;
  }

  /** A line without its line break; {@code line} is in {@code 1..lines()}. */
  public String lineText(int line) {
    int start = lineStart(line);
    int end = start;
    while (end < text.length() && !isBreak(text.charAt(end))) {
      end++;
    }
    return text.substring(start, end);
  }

  /** The start of the line after the one at {@code from}, or past the text's end. */
  private int nextLine(int from) {
    for (int i = from; i < text.length(); i++) {
      if (text.charAt(i) == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n') {
        return i + 2;
      }
      if (isBreak(text.charAt(i))) {
        return i + 1;
      }
    }
    return text.length() + 1;
  }

  private static boolean isBreak(char c) {
    return c == '\n' || c == '\r';
  }
}

package orrery.diagnostic;

/**
 * A line of a source as a terminal shows it: tabs become blanks, control characters a visible mark,
 * and a very long line is cut down to the part around the place of interest.
 */
final class DisplayLine {
  private static final int TAB = 4;
  private static final int MAX_LENGTH = 200;
  private static final int CONTEXT = 60;

  private final String line;
  private final int from;
  private final int to;

  /**
   * Prepares a line.
   *
   * @param line the line without its line break
   * @param interest offset of the place that must be shown
   */
  DisplayLine(String line, int interest) {
    this.line = line;
    boolean fits = line.length() <= MAX_LENGTH;
    this.from = fits ? 0 : boundary(Math.max(0, interest - CONTEXT));
    this.to = fits ? line.length() : boundary(Math.min(line.length(), from + MAX_LENGTH));
  }

  /** An offset that does not split a surrogate pair. */
  private int boundary(int offset) {
    boolean splits =
        offset > 0
            && offset < line.length()
            && Character.isLowSurrogate(line.charAt(offset))
            && Character.isHighSurrogate(line.charAt(offset - 1));
    return splits ? offset - 1 : offset;
  }

  /** What is shown. */
  String text() {
    StringBuilder out = new StringBuilder(from > 0 ? "…" : "");
    int column = out.length();
    for (int i = from; i < to; i += Character.charCount(line.codePointAt(i))) {
      int point = line.codePointAt(i);
      int width = width(point, column);
      if (point == '\t') {
        out.append(" ".repeat(width));
      } else if (isHidden(point)) {
        out.append('\uFFFD');
      } else {
        out.appendCodePoint(point);
      }
      column += width;
    }
    return out.append(to < line.length() ? "…" : "").toString();
  }

  /** The column, from 0, at which the character at an offset is shown. */
  int column(int offset) {
    int column = from > 0 ? 1 : 0;
    int end = Math.min(Math.min(offset, to), line.length());
    for (int i = from; i < end; i += Character.charCount(line.codePointAt(i))) {
      column += width(line.codePointAt(i), column);
    }
    return column;
  }

  private static int width(int point, int column) {
    if (point == '\t') {
      return TAB - column % TAB;
    }
    int type = Character.getType(point);
    boolean combining = type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
    if (combining) {
      return 0;
    }
    return isWide(point) ? 2 : 1;
  }

  private static boolean isHidden(int point) {
    int type = Character.getType(point);
    return Character.isISOControl(point)
        || type == Character.FORMAT
        || type == Character.SURROGATE
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }

  /** The ranges of Unicode's East Asian Width "W" and "F" that occur in practice (UAX 11). */
  private static boolean isWide(int point) {
    return point >= 0x1100 && point <= 0x115F
        || point >= 0x2E80 && point <= 0xA4CF && point != 0x303F
        || point >= 0xAC00 && point <= 0xD7A3
        || point >= 0xF900 && point <= 0xFAFF
        || point >= 0xFE30 && point <= 0xFE6F
        || point >= 0xFF01 && point <= 0xFF60
        || point >= 0xFFE0 && point <= 0xFFE6
        || point >= 0x1F300 && point <= 0x1F64F
        || point >= 0x1F680 && point <= 0x1F6FF
        || point >= 0x1F900 && point <= 0x1F9FF
        || point >= 0x20000 && point <= 0x3FFFD;
  }
}

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
    return isHidden(point) ? 1 : DisplayWidth.of(point);
  }

  private static boolean isHidden(int point) {
    int type = Character.getType(point);
    return Character.isISOControl(point)
        || type == Character.FORMAT
        || type == Character.SURROGATE
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }
}

package orrery.diagnostic;

/** How many columns a text takes in a font of fixed width. */
public final class DisplayWidth {
  private DisplayWidth() {}

  /** The columns of a text: 0 for combining marks, 2 for East Asian wide characters and emoji. */
  public static int of(String text) {
    return text.codePoints().map(DisplayWidth::of).sum();
  }

  static int of(int point) {
    return switch (Character.getType(point)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
      default -> isWide(point) ? 2 : 1;
    };
  }

  /** The ranges of Unicode's East Asian Width "W" and "F" that occur in practice (UAX 11). */
  private static boolean isWide(int point) {
    return within(point, 0x1100, 0x115F)
        || within(point, 0x2E80, 0xA4CF) && point != 0x303F
        || within(point, 0xAC00, 0xD7A3)
        || within(point, 0xF900, 0xFAFF)
        || within(point, 0xFE30, 0xFE6F)
        || within(point, 0xFF01, 0xFF60)
        || within(point, 0xFFE0, 0xFFE6)
        || within(point, 0x1F300, 0x1F64F)
        || within(point, 0x1F680, 0x1F6FF)
        || within(point, 0x1F900, 0x1F9FF)
        || within(point, 0x20000, 0x3FFFD);
  }

  private static boolean within(int point, int from, int to) {
    return from <= point && point <= to;
  }
}

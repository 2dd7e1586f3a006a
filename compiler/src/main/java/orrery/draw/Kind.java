package orrery.draw;

/**
 * A kind of node or edge, as the legend explains it.
 *
 * @param name what it is
 * @param tint its colour
 * @param line how its line or border is drawn, so that it is also told apart without colours
 */
public record Kind(String name, Tint tint, Line line) {
  /** How a line is drawn. */
  public enum Line {
    /** One stroke. */
    SOLID("", "solid"),
    /** Long dashes. */
    DASHED("7 3", "dashed"),
    /** Dots. */
    DOTTED("2 3", "dotted");

    private final String dashes;
    private final String dotStyle;

    Line(String dashes, String dotStyle) {
      this.dashes = dashes;
      this.dotStyle = dotStyle;
    }

    /** The {@code stroke-dasharray} of SVG; empty for a solid line. */
    String dashes() {
      return dashes;
    }

    /** The {@code style} of DOT. */
    String dotStyle() {
      return dotStyle;
    }
  }
}

package orrery.draw;

/**
 * A colour that readers with any colour vision tell from the others.
 *
 * <p>Source: Okabe and Ito, Color Universal Design (2008); its yellow is left out, because it does
 * not show on white.
 */
public enum Tint {
  /** Grey, for what needs no attention. */
  GREY("#6b6b6b", "#f0f0f0"),
  /** Blue. */
  BLUE("#0072b2", "#e0eef6"),
  /** Vermilion. */
  VERMILION("#d55e00", "#faebe0"),
  /** Bluish green. */
  GREEN("#009e73", "#e0f3ee"),
  /** Orange. */
  ORANGE("#b97f00", "#fcf3e0"),
  /** Sky blue. */
  SKY("#3a93c7", "#eaf6fd"),
  /** Reddish purple. */
  PURPLE("#b0588a", "#f9eff4"),
  /** Magenta: queries, in the field's habit. */
  MAGENTA("#c4168c", "#fbe6f4"),
  /** Black. */
  BLACK("#1a1a1a", "#f0f0f0");

  private final String stroke;
  private final String fill;

  Tint(String stroke, String fill) {
    this.stroke = stroke;
    this.fill = fill;
  }

  /** The colour of lines and borders, {@code #rrggbb}. */
  public String stroke() {
    return stroke;
  }

  /** The light colour of an area, {@code #rrggbb}. */
  public String fill() {
    return fill;
  }
}

package orrery.exchange;

import java.util.Locale;

/** What is done about edges that a file of scores does not name. */
public enum Missing {
  /** The file is refused: who forgets an edge should know it. */
  REFUSE,
  /** They count as 0, the lowest magnitude. */
  ZERO;

  /** The name in options. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package orrery.syntax;

import java.util.Optional;
import orrery.diagnostic.Span;

/**
 * One assignment of a {@code do} clause: sets a node, or takes its values from another run.
 *
 * @param span the whole assignment
 * @param node the node that is set
 * @param position the one position that is set; all when absent
 * @param kind what {@code value} means
 * @param value the new value, or the other run's input
 */
public record Intervention(Span span, Path node, Optional<Expr> position, Kind kind, Expr value) {

  /** Where the new value comes from. */
  public enum Kind {
    /** {@code node := value}. */
    SET(":="),
    /** {@code node from input}: the node's values in the run on another input. */
    FROM("from");

    private final String symbol;

    Kind(String symbol) {
      this.symbol = symbol;
    }

    /** How it is written. */
    public String symbol() {
      return symbol;
    }
  }
}

package orrery.circuit;

import java.util.Locale;

/**
 * An input of a component: where an edge ends.
 *
 * @param component what reads
 * @param port which of its inputs
 */
public record Reader(Component component, Port port) {
  /** {@code a0.h1<q>}, {@code m0}, {@code logits}. */
  public String name() {
    boolean ofHead = component.kind() == Component.Kind.HEAD;
    return component + (ofHead ? "<" + port.name().toLowerCase(Locale.ROOT) + ">" : "");
  }

  @Override
  public String toString() {
    return name();
  }
}

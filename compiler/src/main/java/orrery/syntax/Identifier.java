package orrery.syntax;

import orrery.diagnostic.Span;

/**
 * A name at the place where it is given or selected.
 *
 * @param span the name's own characters
 * @param text the name
 */
public record Identifier(Span span, String text) {
  @Override
  public String toString() {
    return text;
  }
}

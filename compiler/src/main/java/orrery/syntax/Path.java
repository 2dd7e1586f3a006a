package orrery.syntax;

import java.util.List;
import orrery.diagnostic.Span;

/**
 * The dotted name of a node or a type, such as {@code balance.opens} or {@code value.2}.
 *
 * @param span the whole path
 * @param parts the names and integers between the dots, at least one
 */
public record Path(Span span, List<String> parts) {

  /** Copies the parts. */
  public Path {
    parts = List.copyOf(parts);
  }

  @Override
  public String toString() {
    return String.join(".", parts);
  }
}

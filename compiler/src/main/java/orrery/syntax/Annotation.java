package orrery.syntax;

import java.util.List;
import orrery.diagnostic.Span;

/**
 * A remark for the compiler on the statement that follows, such as {@code @role("router")}.
 *
 * @param span the whole annotation
 * @param name the word after {@code @}
 * @param arguments what stands in its brackets; empty without brackets
 */
public record Annotation(Span span, Identifier name, List<Argument> arguments) {

  /** Copies the arguments. */
  public Annotation {
    arguments = List.copyOf(arguments);
  }
}

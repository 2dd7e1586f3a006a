package orrery.syntax;

import java.util.Optional;
import orrery.diagnostic.Span;

/**
 * One argument of a call.
 *
 * @param span the whole argument
 * @param name the parameter's name, when it is given by name
 * @param value the argument's expression
 */
public record Argument(Span span, Optional<Identifier> name, Expr value) {}

package orrery.syntax;

import java.util.Optional;
import orrery.diagnostic.Span;

/**
 * The left side of a binding.
 *
 * @param span name and type
 * @param name the node's name
 * @param type the declared type, if any
 */
public record Target(Span span, Identifier name, Optional<TypeExpr> type) {}

package orrery.syntax;

import java.util.Optional;
import orrery.diagnostic.Span;

/**
 * One parameter of a function.
 *
 * @param span the whole parameter
 * @param name what the body calls it
 * @param type the declared type, if any
 * @param preset the value when no argument is given, if any
 */
public record Parameter(
    Span span, Identifier name, Optional<TypeExpr> type, Optional<Expr> preset) {}

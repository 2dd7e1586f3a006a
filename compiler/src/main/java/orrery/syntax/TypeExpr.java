package orrery.syntax;

import java.util.Optional;
import orrery.diagnostic.Span;

/** A declared type as written. */
public sealed interface TypeExpr {
  /** Where it stands. */
  Span span();

  /** One answer for each form; an analysis of all forms implements it. */
  interface Cases<R> {
    /** For {@link Of}. */
    R of(Of e);

    /** For {@link Selector}. */
    R selector(Selector e);

    /** For {@link Numeric}. */
    R numeric(Numeric e);
  }

  /** Asks the case that belongs to this form. */
  default <R> R match(Cases<R> cases) {
    if (this instanceof Of e) return cases.of(e);
    if (this instanceof Selector e) return cases.selector(e);
    if (this instanceof Numeric e) return cases.numeric(e);
    throw new AssertionError(this);
  }

  /**
   * A sequence with values in a domain.
   *
   * @param span the whole form
   * @param domain the values
   * @param maybe whether {@code ?} allows undefined, too
   */
  record Of(Span span, DomainExpr domain, boolean maybe) implements TypeExpr {}

  /**
   * {@code sel}.
   *
   * @param span the whole form
   */
  record Selector(Span span) implements TypeExpr {}

  /**
   * {@code num} or {@code num(from, to)}.
   *
   * @param span the whole form
   * @param from the lower bound, if given
   * @param to the upper bound, present with the lower
   */
  record Numeric(Span span, Optional<Expr> from, Optional<Expr> to) implements TypeExpr {}
}

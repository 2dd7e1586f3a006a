package orrery.syntax;

import java.util.List;
import orrery.diagnostic.Span;

/** A set of values as written. */
public sealed interface DomainExpr {
  /** Where it stands. */
  Span span();

  /** One answer for each form; an analysis of all forms implements it. */
  interface Cases<R> {
    /** For {@link Union}. */
    R union(Union e);

    /** For {@link Listed}. */
    R listed(Listed e);

    /** For {@link Booleans}. */
    R booleans(Booleans e);

    /** For {@link Undefined}. */
    R undefined(Undefined e);

    /** For {@link Of}. */
    R of(Of e);
  }

  /** Asks the case that belongs to this form. */
  default <R> R match(Cases<R> cases) {
    if (this instanceof Union e) return cases.union(e);
    if (this instanceof Listed e) return cases.listed(e);
    if (this instanceof Booleans e) return cases.booleans(e);
    if (this instanceof Undefined e) return cases.undefined(e);
    if (this instanceof Of e) return cases.of(e);
    throw new AssertionError(this);
  }

  /**
   * {@code a | b | c}.
   *
   * @param span the whole form
   * @param parts at least two, none a union
   */
  record Union(Span span, List<DomainExpr> parts) implements DomainExpr {
    /** Copies the lists. */
    public Union {
      parts = List.copyOf(parts);
    }
  }

  /**
   * {@code {a, b, c}}.
   *
   * @param span the whole form
   * @param elements the values
   */
  record Listed(Span span, List<Expr> elements) implements DomainExpr {
    /** Copies the lists. */
    public Listed {
      elements = List.copyOf(elements);
    }
  }

  /**
   * {@code bool}.
   *
   * @param span the whole form
   */
  record Booleans(Span span) implements DomainExpr {}

  /**
   * {@code none}: only the undefined value.
   *
   * @param span the whole form
   */
  record Undefined(Span span) implements DomainExpr {}

  /**
   * A range, a type's name or a constant list.
   *
   * @param span the whole form
   * @param values the expression
   */
  record Of(Span span, Expr values) implements DomainExpr {}
}

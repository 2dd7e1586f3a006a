package orrery.syntax;

import java.util.List;
import orrery.diagnostic.Span;

/** A regular pattern of tokens as written. */
public sealed interface ShapeExpr {
  /** Where it stands. */
  Span span();

  /** One answer for each form; an analysis of all forms implements it. */
  interface Cases<R> {
    /** For {@link Choice}. */
    R choice(Choice e);

    /** For {@link Sequence}. */
    R sequence(Sequence e);

    /** For {@link Token}. */
    R token(Token e);

    /** For {@link Reference}. */
    R reference(Reference e);

    /** For {@link Listed}. */
    R listed(Listed e);

    /** For {@link Group}. */
    R group(Group e);

    /** For {@link Times}. */
    R times(Times e);

    /** For {@link Repeat}. */
    R repeat(Repeat e);
  }

  /** Asks the case that belongs to this form. */
  default <R> R match(Cases<R> cases) {
    if (this instanceof Choice e) return cases.choice(e);
    if (this instanceof Sequence e) return cases.sequence(e);
    if (this instanceof Token e) return cases.token(e);
    if (this instanceof Reference e) return cases.reference(e);
    if (this instanceof Listed e) return cases.listed(e);
    if (this instanceof Group e) return cases.group(e);
    if (this instanceof Times e) return cases.times(e);
    if (this instanceof Repeat e) return cases.repeat(e);
    throw new AssertionError(this);
  }

  /**
   * {@code a | b}.
   *
   * @param span the whole form
   * @param alternatives at least two
   */
  record Choice(Span span, List<ShapeExpr> alternatives) implements ShapeExpr {
    /** Copies the lists. */
    public Choice {
      alternatives = List.copyOf(alternatives);
    }
  }

  /**
   * {@code a b c}.
   *
   * @param span the whole form
   * @param items at least two, in order
   */
  record Sequence(Span span, List<ShapeExpr> items) implements ShapeExpr {
    /** Copies the lists. */
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /**
   * One token: a string or number literal.
   *
   * @param span the whole form
   * @param value a {@link Expr.Text} or {@link Expr.Literal}
   */
  record Token(Span span, Expr value) implements ShapeExpr {}

  /**
   * One token of a named type.
   *
   * @param span the whole form
   * @param type the type's name
   */
  record Reference(Span span, Path type) implements ShapeExpr {}

  /**
   * One token of {@code {a, b}}.
   *
   * @param span the whole form
   * @param elements the tokens
   */
  record Listed(Span span, List<Expr> elements) implements ShapeExpr {
    /** Copies the lists. */
    public Listed {
      elements = List.copyOf(elements);
    }
  }

  /**
   * A pattern in brackets.
   *
   * @param span the whole form
   * @param inner what stands in them
   */
  record Group(Span span, ShapeExpr inner) implements ShapeExpr {}

  /**
   * {@code a{2}} or {@code a{1..3}}.
   *
   * @param span the whole form
   * @param inner what is repeated
   * @param count how often, a number or a range
   */
  record Times(Span span, ShapeExpr inner, Expr count) implements ShapeExpr {}

  /**
   * {@code a*}, {@code a+} or {@code a?}.
   *
   * @param span the whole form
   * @param inner what is repeated
   * @param quantifier how often
   */
  record Repeat(Span span, ShapeExpr inner, Quantifier quantifier) implements ShapeExpr {}

  /** How often a repeated pattern may occur. */
  enum Quantifier {
    /** {@code *}. */
    ANY("*"),
    /** {@code +}. */
    SOME("+"),
    /** {@code ?}. */
    OPTIONAL("?");

    private final String symbol;

    Quantifier(String symbol) {
      this.symbol = symbol;
    }

    /** How it is written. */
    public String symbol() {
      return symbol;
    }
  }
}

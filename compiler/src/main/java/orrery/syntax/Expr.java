package orrery.syntax;

import java.util.List;
import java.util.Optional;
import org.apache.commons.numbers.fraction.BigFraction;
import orrery.diagnostic.Span;

/** An expression as written. Its subterms are expressions too; nothing is resolved or evaluated. */
public sealed interface Expr {
  /** Where it stands. */
  Span span();

  /** One answer for each form; an analysis of all forms implements it. */
  interface Cases<R> {
    /** For {@link Name}. */
    R name(Name e);

    /** For {@link Literal}. */
    R literal(Literal e);

    /** For {@link Text}. */
    R text(Text e);

    /** For {@link Truth}. */
    R truth(Truth e);

    /** For {@link None}. */
    R none(None e);

    /** For {@link Call}. */
    R call(Call e);

    /** For {@link Index}. */
    R index(Index e);

    /** For {@link Member}. */
    R member(Member e);

    /** For {@link Unary}. */
    R unary(Unary e);

    /** For {@link Binary}. */
    R binary(Binary e);

    /** For {@link Conditional}. */
    R conditional(Conditional e);

    /** For {@link SelectCompare}. */
    R selectCompare(SelectCompare e);

    /** For {@link SelectWhere}. */
    R selectWhere(SelectWhere e);

    /** For {@link Case}. */
    R cases(Case e);

    /** For {@link Match}. */
    R matching(Match e);

    /** For {@link Lambda}. */
    R lambda(Lambda e);

    /** For {@link Paren}. */
    R paren(Paren e);

    /** For {@link ListLiteral}. */
    R list(ListLiteral e);

    /** For {@link ListComprehension}. */
    R listComprehension(ListComprehension e);

    /** For {@link DictLiteral}. */
    R dict(DictLiteral e);

    /** For {@link DictComprehension}. */
    R dictComprehension(DictComprehension e);
  }

  /** Asks the case that belongs to this form. */
  default <R> R match(Cases<R> cases) {
    if (this instanceof Name e) return cases.name(e);
    if (this instanceof Literal e) return cases.literal(e);
    if (this instanceof Text e) return cases.text(e);
    if (this instanceof Truth e) return cases.truth(e);
    if (this instanceof None e) return cases.none(e);
    if (this instanceof Call e) return cases.call(e);
    if (this instanceof Index e) return cases.index(e);
    if (this instanceof Member e) return cases.member(e);
    if (this instanceof Unary e) return cases.unary(e);
    if (this instanceof Binary e) return cases.binary(e);
    if (this instanceof Conditional e) return cases.conditional(e);
    if (this instanceof SelectCompare e) return cases.selectCompare(e);
    if (this instanceof SelectWhere e) return cases.selectWhere(e);
    if (this instanceof Case e) return cases.cases(e);
    if (this instanceof Match e) return cases.matching(e);
    if (this instanceof Lambda e) return cases.lambda(e);
    if (this instanceof Paren e) return cases.paren(e);
    if (this instanceof ListLiteral e) return cases.list(e);
    if (this instanceof ListComprehension e) return cases.listComprehension(e);
    if (this instanceof DictLiteral e) return cases.dict(e);
    if (this instanceof DictComprehension e) return cases.dictComprehension(e);
    throw new AssertionError(this);
  }

  /**
   * A name that is used.
   *
   * @param span the whole form
   * @param id the name
   */
  record Name(Span span, String id) implements Expr {}

  /**
   * A number literal; {@code 0.1} is exactly 1/10.
   *
   * @param span the whole form
   * @param value the exact value
   */
  record Literal(Span span, BigFraction value) implements Expr {}

  /**
   * A string literal.
   *
   * @param span the whole form
   * @param value the string without quotes, escapes replaced
   */
  record Text(Span span, String value) implements Expr {}

  /**
   * {@code true} or {@code false}.
   *
   * @param span the whole form
   * @param value the value
   */
  record Truth(Span span, boolean value) implements Expr {}

  /**
   * {@code none}, the undefined value.
   *
   * @param span the whole form
   */
  record None(Span span) implements Expr {}

  /**
   * A function and its arguments.
   *
   * @param span the whole form
   * @param function what is called
   * @param arguments the arguments in order, positional and named
   */
  record Call(Span span, Expr function, List<Argument> arguments) implements Expr {
    /** Copies the lists. */
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  /**
   * {@code operand[position]}.
   *
   * @param span the whole form
   * @param operand what is indexed
   * @param position what stands in the brackets
   */
  record Index(Span span, Expr operand, Expr position) implements Expr {}

  /**
   * {@code operand.name}.
   *
   * @param span the whole form
   * @param operand what stands before the dot
   * @param name what stands after it
   */
  record Member(Span span, Expr operand, Identifier name) implements Expr {}

  /**
   * An operator and its operand.
   *
   * @param span the whole form
   * @param operator the operator
   * @param operand what it applies to
   */
  record Unary(Span span, UnaryOperator operator, Expr operand) implements Expr {}

  /**
   * An operator between two operands.
   *
   * @param span the whole form
   * @param operator the operator
   * @param operatorSpan the operator's own characters
   * @param left the operand before it
   * @param right the operand after it
   */
  record Binary(Span span, BinaryOperator operator, Span operatorSpan, Expr left, Expr right)
      implements Expr {}

  /**
   * {@code then if condition else otherwise}.
   *
   * @param span the whole form
   * @param then the value where the condition holds
   * @param condition the condition
   * @param otherwise the value elsewhere
   */
  record Conditional(Span span, Expr then, Expr condition, Expr otherwise) implements Expr {}

  /**
   * {@code select(keys, queries, comparison)}.
   *
   * @param span the whole form
   * @param keys the value at the position that is looked at
   * @param queries the value at the position that looks
   * @param comparison key on its left, query on its right
   */
  record SelectCompare(Span span, Expr keys, Expr queries, Comparison comparison) implements Expr {}

  /**
   * {@code select(query, key: predicate)}.
   *
   * @param span the whole form
   * @param query the position that looks
   * @param key the position that is looked at
   * @param predicate whether it is selected
   */
  record SelectWhere(Span span, Identifier query, Identifier key, Expr predicate) implements Expr {}

  /**
   * {@code case { condition: value; ... else: otherwise }}.
   *
   * @param span the whole form
   * @param arms tried in order
   * @param otherwise the value where no condition holds
   */
  record Case(Span span, List<CaseArm> arms, Expr otherwise) implements Expr {
    /** Copies the lists. */
    public Case {
      arms = List.copyOf(arms);
    }
  }

  /**
   * {@code match subject { patterns: value; ... else: otherwise }}.
   *
   * @param span the whole form
   * @param subject the value that is looked up
   * @param arms the table's rows
   * @param otherwise the value of all others, if given
   */
  record Match(Span span, Expr subject, List<MatchArm> arms, Optional<Expr> otherwise)
      implements Expr {
    /** Copies the lists. */
    public Match {
      arms = List.copyOf(arms);
    }
  }

  /**
   * {@code fn (parameters) => body}.
   *
   * @param span the whole form
   * @param parameters the parameters' names
   * @param body the result
   */
  record Lambda(Span span, List<Identifier> parameters, Expr body) implements Expr {
    /** Copies the lists. */
    public Lambda {
      parameters = List.copyOf(parameters);
    }
  }

  /**
   * An expression in brackets.
   *
   * @param span the whole form
   * @param inner what stands in them
   */
  record Paren(Span span, Expr inner) implements Expr {}

  /**
   * {@code [a, b, c]}.
   *
   * @param span the whole form
   * @param elements the elements in order
   */
  record ListLiteral(Span span, List<Expr> elements) implements Expr {
    /** Copies the lists. */
    public ListLiteral {
      elements = List.copyOf(elements);
    }
  }

  /**
   * {@code [element for x in source if condition]}.
   *
   * @param span the whole form
   * @param element the element for each round
   * @param generator the rounds
   */
  record ListComprehension(Span span, Expr element, Generator generator) implements Expr {}

  /**
   * {@code {key: value, ...}}.
   *
   * @param span the whole form
   * @param entries the entries in order
   */
  record DictLiteral(Span span, List<Entry> entries) implements Expr {
    /** Copies the lists. */
    public DictLiteral {
      entries = List.copyOf(entries);
    }
  }

  /**
   * {@code {key: value for x in source if condition}}.
   *
   * @param span the whole form
   * @param entry the entry for each round
   * @param generator the rounds
   */
  record DictComprehension(Span span, Entry entry, Generator generator) implements Expr {}

  /**
   * {@code condition: value} in a {@code case}.
   *
   * @param span the whole arm
   * @param condition when the arm is taken
   * @param value its value
   */
  record CaseArm(Span span, Expr condition, Expr value) {}

  /**
   * {@code pattern, pattern: value} in a {@code match}.
   *
   * @param span the whole arm
   * @param patterns the constants that it stands for, at least one
   * @param value their value
   */
  record MatchArm(Span span, List<Expr> patterns, Expr value) {
    /** Copies the list. */
    public MatchArm {
      patterns = List.copyOf(patterns);
    }
  }

  /**
   * {@code key: value} in a dict.
   *
   * @param span the whole entry
   * @param key the key
   * @param value its value
   */
  record Entry(Span span, Expr key, Expr value) {}

  /**
   * {@code for variables in source if condition} of a comprehension.
   *
   * @param span from {@code for} to the end
   * @param variables the names bound in each round, at least one
   * @param source the constant list that is gone through
   * @param condition which rounds count; all when absent
   */
  record Generator(Span span, List<Identifier> variables, Expr source, Optional<Expr> condition) {
    /** Copies the list. */
    public Generator {
      variables = List.copyOf(variables);
    }
  }
}

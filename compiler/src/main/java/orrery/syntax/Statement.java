package orrery.syntax;

import java.util.List;
import java.util.Optional;
import orrery.diagnostic.Span;

/** A statement as written: at the top of a program, in a function or in a compile-time block. */
public sealed interface Statement extends Item
    permits Statement.Bind,
        Statement.Var,
        Statement.Def,
        Statement.For,
        Statement.If,
        Statement.Return,
        Statement.Watch {
  /** One answer for each form; an analysis of all forms implements it. */
  interface Cases<R> {
    /** For {@link Bind}. */
    R bind(Bind e);

    /** For {@link Var}. */
    R var(Var e);

    /** For {@link Def}. */
    R def(Def e);

    /** For {@link For}. */
    R loop(For e);

    /** For {@link If}. */
    R choice(If e);

    /** For {@link Return}. */
    R result(Return e);

    /** For {@link Watch}. */
    R watch(Watch e);
  }

  /** Asks the case that belongs to this form. */
  default <R> R match(Cases<R> cases) {
    if (this instanceof Bind e) return cases.bind(e);
    if (this instanceof Var e) return cases.var(e);
    if (this instanceof Def e) return cases.def(e);
    if (this instanceof For e) return cases.loop(e);
    if (this instanceof If e) return cases.choice(e);
    if (this instanceof Return e) return cases.result(e);
    if (this instanceof Watch e) return cases.watch(e);
    throw new AssertionError(this);
  }

  /**
   * {@code target, target = value, value;}: names nodes.
   *
   * @param span the whole form
   * @param notes doc note and annotations
   * @param targets the names, at least one
   * @param values the values, at least one
   */
  record Bind(Span span, Notes notes, List<Target> targets, List<Expr> values)
      implements Statement {
    /** Copies the lists. */
    public Bind {
      targets = List.copyOf(targets);
      values = List.copyOf(values);
    }
  }

  /**
   * {@code var x = value;}: a name that may be bound again.
   *
   * @param span the whole form
   * @param notes doc note and annotations
   * @param target the name
   * @param value its first value
   */
  record Var(Span span, Notes notes, Target target, Expr value) implements Statement {}

  /**
   * A function. A body written {@code = e;} is the one statement {@code return e;}.
   *
   * @param span the whole form
   * @param notes doc note and annotations
   * @param name the function's name
   * @param parameters its parameters in order
   * @param result the declared result, if any
   * @param body its statements
   */
  record Def(
      Span span,
      Notes notes,
      Identifier name,
      List<Parameter> parameters,
      Optional<TypeExpr> result,
      List<Statement> body)
      implements Statement {
    /** Copies the lists. */
    public Def {
      parameters = List.copyOf(parameters);
      body = List.copyOf(body);
    }
  }

  /**
   * {@code for x in source { ... }}, unrolled at compile time.
   *
   * @param span the whole form
   * @param variables the names bound in each round, at least one
   * @param source the constant list that is gone through
   * @param body the statements of each round
   */
  record For(Span span, List<Identifier> variables, Expr source, List<Statement> body)
      implements Statement {
    /** Copies the lists. */
    public For {
      variables = List.copyOf(variables);
      body = List.copyOf(body);
    }
  }

  /**
   * {@code if condition { ... } else { ... }}, decided at compile time.
   *
   * @param span the whole form
   * @param condition the constant condition
   * @param then the statements if it holds
   * @param otherwise the statements if not; one {@code If} for {@code else if}
   */
  record If(Span span, Expr condition, List<Statement> then, List<Statement> otherwise)
      implements Statement {
    /** Copies the lists. */
    public If {
      then = List.copyOf(then);
      otherwise = List.copyOf(otherwise);
    }
  }

  /**
   * {@code return value, value;}.
   *
   * @param span the whole form
   * @param values the results, at least one
   */
  record Return(Span span, List<Expr> values) implements Statement {
    /** Copies the lists. */
    public Return {
      values = List.copyOf(values);
    }
  }

  /**
   * An expression by itself: the interactive shell shows it, the compiler only checks it.
   *
   * @param span the whole form
   * @param value the expression
   */
  record Watch(Span span, Expr value) implements Statement {}
}

package orrery.syntax;

import java.util.List;
import java.util.Optional;
import orrery.diagnostic.Span;

/** What a file is made of: declarations and statements. */
public sealed interface Item
    permits Statement,
        Item.ImportDecl,
        Item.TypeDecl,
        Item.ParamDecl,
        Item.InputDecl,
        Item.ShapeDecl,
        Item.OptionDecl,
        Item.AssumeDecl,
        Item.OutputDecl,
        Item.ExampleDecl,
        Item.CheckDecl {
  /** Where it stands. */
  Span span();

  /** One answer for each form; an analysis of all forms implements it. */
  interface Cases<R> {
    /** For {@link ImportDecl}. */
    R importing(ImportDecl e);

    /** For {@link TypeDecl}. */
    R type(TypeDecl e);

    /** For {@link ParamDecl}. */
    R param(ParamDecl e);

    /** For {@link InputDecl}. */
    R input(InputDecl e);

    /** For {@link ShapeDecl}. */
    R shape(ShapeDecl e);

    /** For {@link OptionDecl}. */
    R option(OptionDecl e);

    /** For {@link AssumeDecl}. */
    R assume(AssumeDecl e);

    /** For {@link OutputDecl}. */
    R output(OutputDecl e);

    /** For {@link ExampleDecl}. */
    R example(ExampleDecl e);

    /** For {@link CheckDecl}. */
    R check(CheckDecl e);

    /** For {@link Statement}. */
    R statement(Statement e);
  }

  /** Asks the case that belongs to this form. */
  default <R> R matchItem(Cases<R> cases) {
    if (this instanceof ImportDecl e) return cases.importing(e);
    if (this instanceof TypeDecl e) return cases.type(e);
    if (this instanceof ParamDecl e) return cases.param(e);
    if (this instanceof InputDecl e) return cases.input(e);
    if (this instanceof ShapeDecl e) return cases.shape(e);
    if (this instanceof OptionDecl e) return cases.option(e);
    if (this instanceof AssumeDecl e) return cases.assume(e);
    if (this instanceof OutputDecl e) return cases.output(e);
    if (this instanceof ExampleDecl e) return cases.example(e);
    if (this instanceof CheckDecl e) return cases.check(e);
    if (this instanceof Statement e) return cases.statement(e);
    throw new AssertionError(this);
  }

  /**
   * {@code import "file" as alias;} or {@code from "file" import names;}.
   *
   * @param span the whole form
   * @param file the module's file without its extension
   * @param fileSpan the string literal
   * @param alias the name after {@code as}
   * @param names the names after {@code import}; empty for the first form
   */
  record ImportDecl(
      Span span, String file, Span fileSpan, Optional<Identifier> alias, List<Identifier> names)
      implements Item {
    /** Copies the lists. */
    public ImportDecl {
      names = List.copyOf(names);
    }
  }

  /**
   * {@code type name = domain;}.
   *
   * @param span the whole form
   * @param notes doc note and annotations
   * @param name the type's name
   * @param domain its values
   */
  record TypeDecl(Span span, Notes notes, Identifier name, DomainExpr domain) implements Item {}

  /**
   * {@code param name = value;}: a constant that the command line may replace.
   *
   * @param span the whole form
   * @param notes doc note and annotations
   * @param name the constant's name
   * @param type the declared type, if any
   * @param value its value unless replaced
   */
  record ParamDecl(Span span, Notes notes, Identifier name, Optional<TypeExpr> type, Expr value)
      implements Item {}

  /**
   * {@code input name[lengths] : domain split separator;}.
   *
   * @param span the whole form
   * @param notes doc note and annotations
   * @param name the input's name
   * @param lengths the number of positions, a number or a range, if given
   * @param domain the alphabet
   * @param split what separates the tokens of an example, if given
   */
  record InputDecl(
      Span span,
      Notes notes,
      Identifier name,
      Optional<Expr> lengths,
      DomainExpr domain,
      Optional<Expr> split)
      implements Item {}

  /**
   * {@code shape pattern;}: the regular shape of the legal inputs.
   *
   * @param span the whole form
   * @param pattern the pattern
   */
  record ShapeDecl(Span span, ShapeExpr pattern) implements Item {}

  /**
   * {@code option name = value;}.
   *
   * @param span the whole form
   * @param name the option's name
   * @param value its value, if given
   */
  record OptionDecl(Span span, Identifier name, Optional<Expr> value) implements Item {}

  /**
   * {@code assume condition;}: holds at every position of a legal input.
   *
   * @param span the whole form
   * @param condition what is assumed
   */
  record AssumeDecl(Span span, Expr condition) implements Item {}

  /**
   * {@code output name : type = value at position;}.
   *
   * @param span the whole form
   * @param notes doc note and annotations
   * @param name the output's name
   * @param type the declared type, if any
   * @param value its value; absent for a name that is bound already
   * @param position what stands after {@code at}, if given
   */
  record OutputDecl(
      Span span,
      Notes notes,
      Identifier name,
      Optional<TypeExpr> type,
      Optional<Expr> value,
      Optional<Expr> position)
      implements Item {}

  /**
   * {@code example output: input do interventions -> expected within tolerance;}.
   *
   * @param span the whole form
   * @param output the output that is meant; all when absent
   * @param input the input
   * @param interventions what is set before the program runs
   * @param expected the output expected
   * @param tolerance how far off it may be, if given
   */
  record ExampleDecl(
      Span span,
      Optional<Identifier> output,
      Expr input,
      List<Intervention> interventions,
      Expr expected,
      Optional<Expr> tolerance)
      implements Item {
    /** Copies the lists. */
    public ExampleDecl {
      interventions = List.copyOf(interventions);
    }
  }

  /**
   * {@code check name: condition;}: holds at every position for every legal input.
   *
   * @param span the whole form
   * @param name what the check is called, if named
   * @param condition what is checked
   */
  record CheckDecl(Span span, Optional<Identifier> name, Expr condition) implements Item {}
}

package orrery.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.commons.numbers.fraction.BigFraction;
import orrery.diagnostic.Diagnostics;
import orrery.diagnostic.Source;
import orrery.diagnostic.Span;

/** Printing sets the brackets that reading needs. */
class PrinterProperties {
  private static final Span NOWHERE = new Source("made", "").span(0, 0);

  @Property(tries = 1000)
  void whatIsPrintedIsReadBackAsTheSame(@ForAll("exprs") Expr expr) {
    String text = Printer.print(expr);

    assertThat(Outlines.ofMeaning(read(text))).as(text).isEqualTo(Outlines.ofMeaning(expr));
  }

  private static Expr read(String text) {
    Diagnostics diagnostics = new Diagnostics();
    Program program = Syntax.parse(new Source("printed", text + ";"), diagnostics);
    assertThat(diagnostics.all()).as(text).isEmpty();
    assertThat(program.items()).as(text).hasSize(1);
    return ((Statement.Watch) program.items().get(0)).value();
  }

  @Provide
  Arbitrary<Expr> exprs() {
    return Arbitraries.recursive(this::leaf, this::branch, 0, 4);
  }

  private Arbitrary<Expr> leaf() {
    return Arbitraries.oneOf(
        Arbitraries.of("x", "tokens", "max", "at", "fn", "bool")
            .map(id -> new Expr.Name(NOWHERE, id)),
        Arbitraries.of(0.0, 1.0, 0.125, 1e9)
            .map(value -> new Expr.Literal(NOWHERE, BigFraction.from(value))),
        Arbitraries.of("", "a", "\"\\\n\t", "😀").map(text -> new Expr.Text(NOWHERE, text)),
        Arbitraries.of(true, false).map(value -> new Expr.Truth(NOWHERE, value)),
        Arbitraries.just(new Expr.None(NOWHERE)));
  }

  private Arbitrary<Expr> branch(Arbitrary<Expr> e) {
    Arbitrary<List<Expr>> some = e.list().ofMinSize(1).ofMaxSize(3);
    return Arbitraries.oneOf(
        Combinators.combine(Arbitraries.of(UnaryOperator.values()), e)
            .as((op, x) -> new Expr.Unary(NOWHERE, op, x)),
        Combinators.combine(Arbitraries.of(BinaryOperator.values()), e, e)
            .as((op, x, y) -> new Expr.Binary(NOWHERE, op, NOWHERE, x, y)),
        Combinators.combine(e, e, e).as((x, y, z) -> new Expr.Conditional(NOWHERE, x, y, z)),
        Combinators.combine(e, some).as((f, xs) -> new Expr.Call(NOWHERE, f, arguments(xs))),
        Combinators.combine(e, e).as((x, i) -> new Expr.Index(NOWHERE, x, i)),
        some.map(xs -> new Expr.ListLiteral(NOWHERE, xs)),
        Combinators.combine(e, e)
            .as((k, v) -> new Expr.DictLiteral(NOWHERE, List.of(new Expr.Entry(NOWHERE, k, v)))),
        Combinators.combine(e, e, Arbitraries.of(Comparison.values()))
            .as((k, q, op) -> new Expr.SelectCompare(NOWHERE, k, q, op)),
        e.map(x -> new Expr.SelectWhere(NOWHERE, name("q"), name("k"), x)),
        Combinators.combine(e, e, e)
            .as((c, x, y) -> new Expr.Case(NOWHERE, List.of(new Expr.CaseArm(NOWHERE, c, x)), y)),
        Combinators.combine(e, some, e, e.optional()).as(PrinterProperties::match),
        e.map(x -> new Expr.Lambda(NOWHERE, List.of(name("a")), x)),
        e.map(x -> new Expr.Paren(NOWHERE, x)));
  }

  private static Expr match(Expr subject, List<Expr> keys, Expr value, Optional<Expr> otherwise) {
    Expr.MatchArm arm = new Expr.MatchArm(NOWHERE, keys, value);
    return new Expr.Match(NOWHERE, subject, List.of(arm), otherwise);
  }

  private static List<Argument> arguments(List<Expr> values) {
    return values.stream().map(x -> new Argument(NOWHERE, Optional.empty(), x)).toList();
  }

  private static Identifier name(String text) {
    return new Identifier(NOWHERE, text);
  }
}

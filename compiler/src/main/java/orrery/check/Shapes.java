package orrery.check;

import java.util.BitSet;
import java.util.List;
import orrery.causal.Shape;
import orrery.diagnostic.Diagnostic;
import orrery.diagnostic.Span;
import orrery.syntax.DomainExpr;
import orrery.syntax.Expr;
import orrery.syntax.Item;
import orrery.syntax.ShapeExpr;
import orrery.types.Domain;
import orrery.types.Value;

/** Turns a shape as written into an automaton; each part goes from one state to another. */
final class Shapes implements ShapeExpr.Cases<Integer> {
  private static final int MOST_TIMES = 1000;

  private final Expressions where;
  private final Domain alphabet;
  private final Shape.Builder builder;
  private int from;

  Shapes(Expressions where, Domain alphabet) {
    this.where = where;
    this.alphabet = alphabet;
    this.builder = new Shape.Builder(alphabet.size());
  }

  /** The shape of a declaration. */
  Shape of(Item.ShapeDecl shape) {
    int start = builder.state();
    int end = after(start, shape.pattern());
    try {
      return builder.build(start, end);
    } catch (IllegalArgumentException tooLarge) {
      throw where
          .checking()
          .fail(
              Diagnostic.error(
                  "E0501", shape.span(), "this shape is too large: " + tooLarge.getMessage()));
    }
  }

  /** The shape of inputs that begin with {@code bos} and do not hold it again. */
  static Shape afterBos(Domain alphabet, Value bos) {
    Shape.Builder builder = new Shape.Builder(alphabet.size());
    int start = builder.state();
    int rest = builder.state();
    BitSet first = new BitSet();
    first.set(alphabet.code(bos));
    BitSet others = new BitSet();
    others.set(0, alphabet.size());
    others.andNot(first);
    builder.move(start, first, rest);
    builder.move(rest, others, rest);
    return builder.build(start, rest);
  }

  /** The state in which the pattern ends when it begins in {@code start}. */
  private int after(int start, ShapeExpr pattern) {
    int before = from;
    from = start;
    int end = pattern.match(this);
    from = before;
    return end;
  }

  private int move(int start, List<Value> tokens, Span span) {
    BitSet codes = new BitSet();
    for (Value v : tokens) {
      int code = alphabet.code(v);
      if (code < 0) {
        throw where.checking().fail(DeclarationProblems.foreignToken(v, span, where.checking()));
      }
      codes.set(code);
    }
    int end = builder.state();
    builder.move(start, codes, end);
    return end;
  }

  @Override
  public Integer choice(ShapeExpr.Choice e) {
    int start = from;
    int end = builder.state();
    for (ShapeExpr alternative : e.alternatives()) {
      builder.skip(after(start, alternative), end);
    }
    return end;
  }

  @Override
  public Integer sequence(ShapeExpr.Sequence e) {
    int at = from;
    for (ShapeExpr item : e.items()) {
      at = after(at, item);
    }
    return at;
  }

  @Override
  public Integer token(ShapeExpr.Token e) {
    return move(from, List.of(where.constant(where.of(e.value()), e.value())), e.span());
  }

  @Override
  public Integer reference(ShapeExpr.Reference e) {
    Expr name = new Expr.Name(e.type().span(), e.type().parts().get(0));
    Meaning meaning = where.of(name);
    for (String part : e.type().parts().subList(1, e.type().parts().size())) {
      if (!(meaning instanceof Meaning.Module module)) {
        throw where.checking().fail(KindProblems.notADomain(meaning, name));
      }
      meaning = Modules.member(where.checking(), module, part, e.span());
    }
    Meaning found = meaning;
    List<Value> values =
        found instanceof Meaning.Constant c
            ? List.of(c.value())
            : where
                .elements(found)
                .orElseThrow(() -> where.checking().fail(KindProblems.notADomain(found, name)))
                .stream()
                .map(m -> where.constant(m, name))
                .toList();
    return move(from, values, e.span());
  }

  @Override
  public Integer listed(ShapeExpr.Listed e) {
    return move(
        from, e.elements().stream().map(x -> where.constant(where.of(x), x)).toList(), e.span());
  }

  @Override
  public Integer group(ShapeExpr.Group e) {
    return after(from, e.inner());
  }

  @Override
  public Integer times(ShapeExpr.Times e) {
    List<Value> counts = new Types(where).values(new DomainExpr.Of(e.span(), e.count()));
    int least = Integer.MAX_VALUE;
    int most = 0;
    for (Value v : counts) {
      int n = where.integer(new Meaning.Constant(v), e.count());
      if (n < 0 || n > MOST_TIMES)
        throw where.checking().fail(KindProblems.notAnInteger(v, e.count()));
      least = Math.min(least, n);
      most = Math.max(most, n);
    }
    int at = from;
    int end = builder.state();
    for (int n = 0; n <= most; n++) {
      if (n >= least) builder.skip(at, end);
      if (n < most) at = after(at, e.inner());
    }
    return end;
  }

  @Override
  public Integer repeat(ShapeExpr.Repeat e) {
    int start = builder.state();
    builder.skip(from, start);
    int inner = after(start, e.inner());
    int end = builder.state();
    builder.skip(inner, end);
    if (e.quantifier() != ShapeExpr.Quantifier.SOME) builder.skip(start, end);
    if (e.quantifier() != ShapeExpr.Quantifier.OPTIONAL) builder.skip(inner, start);
    return end;
  }
}

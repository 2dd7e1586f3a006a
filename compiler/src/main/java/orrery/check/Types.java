package orrery.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import orrery.diagnostic.Span;
import orrery.syntax.DomainExpr;
import orrery.syntax.Expr;
import orrery.syntax.Target;
import orrery.syntax.TypeExpr;
import orrery.types.Domain;
import orrery.types.Value;

/** Domains and types as written, and whether a value fits them. */
final class Types {
  private final Expressions where;
  private final Checking checking;

  Types(Expressions where) {
    this.where = where;
    this.checking = where.checking();
  }

  /** The values that a domain names, in the order in which it names them. */
  List<Value> values(DomainExpr domain) {
    return domain.match(
        new DomainExpr.Cases<List<Value>>() {
          @Override
          public List<Value> union(DomainExpr.Union e) {
            return e.parts().stream().flatMap(p -> values(p).stream()).toList();
          }

          @Override
          public List<Value> listed(DomainExpr.Listed e) {
            return e.elements().stream().flatMap(x -> valuesOf(x).stream()).toList();
          }

          @Override
          public List<Value> booleans(DomainExpr.Booleans e) {
            return Domain.BOOL.values();
          }

          @Override
          public List<Value> undefined(DomainExpr.Undefined e) {
            return List.of(Value.NONE);
          }

          @Override
          public List<Value> of(DomainExpr.Of e) {
            return valuesOf(e.values());
          }
        });
  }

  private List<Value> valuesOf(Expr written) {
    Meaning meaning = where.of(written);
    if (meaning instanceof Meaning.Constant c) return List.of(c.value());
    List<Meaning> elements =
        where
            .elements(meaning)
            .orElseThrow(() -> checking.fail(KindProblems.notADomain(meaning, written)));
    List<Value> values = new ArrayList<>();
    elements.forEach(m -> values.add(where.constant(m, written)));
    return values;
  }

  /** The domain that a type declares; absent for {@code num} and {@code sel}. */
  Optional<Domain> domain(TypeExpr type) {
    if (!(type instanceof TypeExpr.Of of)) return Optional.empty();
    Domain domain = Domain.of(values(of.domain()));
    return Optional.of(of.maybe() ? domain.with(Value.NONE) : domain);
  }

  /** Reports a bound value that is not of the declared type. */
  void require(TypeExpr type, Meaning value, Target target, Expr written) {
    boolean selector = value instanceof Meaning.Choice;
    if (selector != type instanceof TypeExpr.Selector) {
      throw checking.fail(KindProblems.selectorType(type.span(), target.name(), selector));
    }
    if (selector) return;
    Pointwise tree = where.tree(value, written);
    if (!tree.isOn(Side.HERE)) return;
    require(type, tree, target.name().text(), written.span());
  }

  /** Reports a value per position that is not of the declared type. */
  void require(TypeExpr type, Pointwise tree, String name, Span span) {
    orrery.causal.Variable v = checking.tables().variable(tree, where.naming().hint("value"));
    Optional<Domain> declared = domain(type);
    for (int code = 0; code < v.domain().size(); code++) {
      Value value = v.domain().value(code);
      boolean fits = declared.map(d -> d.contains(value)).orElseGet(() -> isInBounds(type, value));
      if (fits) continue;
      int unfit = code;
      Optional<Reach.Witness> witness =
          checking.reach().isAsked()
              ? checking.reach().find(List.of(v), c -> c == unfit)
              : Optional.empty();
      if (witness.isPresent() || !checking.reach().isAsked()) {
        throw checking.fail(
            ValueProblems.outsideType(name, value, span, type.span(), witness, checking));
      }
      checking.note(
          new Checked(
              "that `" + name + "` is never " + value,
              checking.reach().status(),
              checking.reach().inputs()));
    }
  }

  private boolean isInBounds(TypeExpr type, Value value) {
    if (value.isNone()) return true;
    if (!value.isNumber()) return false;
    if (!(type instanceof TypeExpr.Numeric n)) return true;
    boolean above =
        n.from()
            .map(e -> where.constant(where.of(e), e))
            .map(f -> f.compareTo(value) <= 0)
            .orElse(true);
    boolean below =
        n.to()
            .map(e -> where.constant(where.of(e), e))
            .map(t -> value.compareTo(t) <= 0)
            .orElse(true);
    return above && below;
  }
}

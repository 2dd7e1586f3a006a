package orrery.check;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import orrery.syntax.Expr;
import orrery.syntax.Identifier;
import orrery.types.Value;

/** The rounds of a compile-time {@code for}, in a statement or a comprehension. */
final class Rounds {
  private final Expressions outer;

  Rounds(Expressions outer) {
    this.outer = outer;
  }

  /** Does something in every round of a comprehension whose condition holds. */
  void each(Expr.Generator generator, Consumer<Expressions> work) {
    for (Scope scope : scopes(generator.variables(), generator.source())) {
      Expressions inner = outer.in(scope);
      Optional<Expr> condition = generator.condition();
      if (condition.isPresent()) {
        Value holds = inner.constant(inner.of(condition.get()), condition.get());
        if (!(holds instanceof Value.Truth t)) {
          throw outer.checking().fail(KindProblems.conditionKind(holds, condition.get()));
        }
        if (!t.truth()) continue;
      }
      work.accept(inner);
    }
  }

  /** One scope a round, with the loop's variables in it. */
  List<Scope> scopes(List<Identifier> variables, Expr source) {
    Meaning meaning = outer.of(source);
    outer.checking().calls().needsConstant(meaning);
    List<Meaning> elements =
        outer
            .elements(meaning)
            .orElseThrow(() -> outer.checking().fail(KindProblems.notIterable(meaning, source)));
    outer.checking().calls().spend(elements.size(), source.span());
    return elements.stream().map(e -> scope(variables, e, source)).toList();
  }

  private Scope scope(List<Identifier> variables, Meaning element, Expr source) {
    Scope scope = outer.scope().inner();
    List<Meaning> parts =
        variables.size() == 1 ? List.of(element) : outer.elements(element).orElse(List.of(element));
    if (parts.size() != variables.size()) {
      throw outer
          .checking()
          .fail(NameProblems.countsDiffer(source.span(), variables.size(), parts.size()));
    }
    for (int i = 0; i < parts.size(); i++) {
      Identifier v = variables.get(i);
      scope.bind(v.text(), new Scope.Binding(parts.get(i), v.span(), /* rebindable= */ false));
    }
    return scope;
  }
}

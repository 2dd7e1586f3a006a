package orrery.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import orrery.causal.CausalModel;
import orrery.causal.Shape;
import orrery.causal.Variable;
import orrery.diagnostic.Span;
import orrery.syntax.Item;

/** What the declarations of a program add up to. */
final class Findings {
  private Optional<Shape> shape = Optional.empty();
  private final List<Assumption> assumptions = new ArrayList<>();
  private final List<CausalModel.Output> outputs = new ArrayList<>();
  private final List<TypedProgram.Check> checks = new ArrayList<>();
  private final List<Item.ExampleDecl> examples = new ArrayList<>();

  /** A condition that legal inputs satisfy, and where it stands. */
  record Assumption(Variable condition, Span span) {}

  Optional<Shape> shape() {
    return shape;
  }

  void shape(Shape declared) {
    shape = Optional.of(declared);
  }

  List<Assumption> assumptions() {
    return assumptions;
  }

  List<CausalModel.Output> outputs() {
    return outputs;
  }

  List<TypedProgram.Check> checks() {
    return checks;
  }

  List<Item.ExampleDecl> examples() {
    return examples;
  }
}

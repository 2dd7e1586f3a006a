package orrery.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import orrery.causal.CausalModel;
import orrery.causal.Shape;
import orrery.causal.Variable;
import orrery.diagnostic.Span;
import orrery.syntax.Item;
import orrery.types.Domain;

/** What the declarations of a program add up to. */
final class Findings {
  private Optional<Shape> shape = Optional.empty();
  private final List<Assumption> assumptions = new ArrayList<>();
  private final List<CausalModel.Output> outputs = new ArrayList<>();
  private final List<TypedProgram.Check> checks = new ArrayList<>();
  private final List<Item.ExampleDecl> examples = new ArrayList<>();

  /** A condition that legal inputs satisfy, and where it stands. */
  record Assumption(Variable condition, Span span) {}

  /** The shape as it was declared. */
  Optional<Shape> shape() {
    return shape;
  }

  /** The shape that legal inputs have: the declared one, else that of a visible start token. */
  Optional<Shape> shape(Domain alphabet, Settings settings) {
    return shape.or(() -> settings.bos().map(bos -> Shapes.afterBos(alphabet, bos)));
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

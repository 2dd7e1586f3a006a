package orrery.check;

import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import orrery.syntax.BinaryOperator;
import orrery.syntax.UnaryOperator;
import orrery.types.Failure;
import orrery.types.Function;
import orrery.types.Functions;
import orrery.types.Operator;
import orrery.types.Outcome;
import orrery.types.Value;

/** The operators and pointwise functions, applied to the values at one position. */
final class Operations {
  private Operations() {}

  static Result unary(UnaryOperator operator, List<Value> values, Pointwise place) {
    Value a = values.get(0);
    Outcome outcome =
        switch (operator) {
          case NEGATE -> Operator.negate(a);
          case PLUS -> Operator.plus(a);
          case NOT -> Operator.not(a);
        };
    return result(outcome, place);
  }

  static Result binary(BinaryOperator operator, List<Value> values, Pointwise place) {
    // A text times a number repeats it; that is for constants, not for tokens that look like
    // numbers.
    boolean text = values.stream().anyMatch(v -> v instanceof Value.Text);
    if (operator == BinaryOperator.MULTIPLY && text && !place.leaves().isEmpty()) {
      return new Result.Failed(Failure.KIND, "`*` needs two numbers", place, values);
    }
    Operator exact =
        Operator.of(operator.symbol())
            .orElseThrow(() -> new AssertionError(operator + " is not pointwise"));
    return result(exact.apply(values.get(0), values.get(1)), place);
  }

  static Result member(Set<Value> set, List<Value> values, Pointwise place) {
    Value a = values.get(0);
    boolean exact =
        !(a instanceof Value.Real) && set.stream().noneMatch(v -> v instanceof Value.Real);
    if (exact) return Result.of(set.contains(a));
    return result(Operator.in(a, set.stream().sorted().toList()), place);
  }

  static Result library(String name, List<Value> values, Pointwise place) {
    Function function = Functions.find(name).orElseThrow(() -> new AssertionError(name));
    return result(function.apply(values), place);
  }

  private static Result result(Outcome outcome, Pointwise place) {
    if (outcome instanceof Value v) return new Result.Known(v);
    Failure f = (Failure) outcome;
    return new Result.Failed(f.code(), f.sentence(), place, f.operands());
  }

  /** Adds the library's pointwise functions to the builtins. */
  static void addTo(java.util.Map<String, Meaning> all) {
    TreeMap<String, Meaning> functions = new TreeMap<>();
    for (Function f : Functions.all()) {
      BuiltinFunction.Body body = c -> ListFunctions.pointwise(c, f.name());
      functions.put(
          f.name(), new Meaning.Builtin(new BuiltinFunction(f.name(), parameters(f), body)));
    }
    functions.forEach(all::putIfAbsent);
  }

  private static List<BuiltinFunction.Parameter> parameters(Function f) {
    List<Function.Parameter> given = f.signature().parameters();
    List<BuiltinFunction.Parameter> parameters = new java.util.ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      boolean last = i == given.size() - 1;
      boolean repeated = last && f.signature().repeats();
      parameters.add(
          new BuiltinFunction.Parameter(
              given.get(i).name(), i >= f.signature().least() && !repeated, false));
      if (repeated) parameters.add(BuiltinFunction.Parameter.rest("more"));
    }
    return parameters;
  }
}

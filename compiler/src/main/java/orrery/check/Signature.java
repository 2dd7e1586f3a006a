package orrery.check;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import orrery.syntax.Parameter;

/** A function's parameters, whoever wrote it. */
final class Signature {
  private final String shown;
  private final List<BuiltinFunction.Parameter> parameters;

  Signature(BuiltinFunction function) {
    this.shown = function.signature();
    this.parameters = function.parameters();
  }

  Signature(Meaning.Closure function) {
    this.shown =
        function.parameters().stream()
            .map(Signature::shown)
            .collect(Collectors.joining(", ", function.name() + "(", ")"));
    this.parameters =
        function.parameters().stream()
            .map(
                p ->
                    p.preset().isPresent()
                        ? BuiltinFunction.Parameter.optional(p.name().text())
                        : BuiltinFunction.Parameter.required(p.name().text()))
            .toList();
  }

  private static String shown(Parameter p) {
    return p.name().text() + p.preset().map(v -> " = " + v.span().text()).orElse("");
  }

  int size() {
    return repeats() ? parameters.size() - 1 : parameters.size();
  }

  boolean repeats() {
    return !parameters.isEmpty() && parameters.get(parameters.size() - 1).repeated();
  }

  boolean isOptional(int i) {
    return parameters.get(i).optional();
  }

  String parameter(int i) {
    return parameters.get(i).name();
  }

  Optional<Integer> place(String parameter) {
    for (int i = 0; i < size(); i++) {
      if (parameters.get(i).name().equals(parameter)) return Optional.of(i);
    }
    return Optional.empty();
  }

  /** The names of the parameters. */
  List<String> names() {
    return parameters.stream().map(BuiltinFunction.Parameter::name).toList();
  }

  @Override
  public String toString() {
    return shown;
  }
}

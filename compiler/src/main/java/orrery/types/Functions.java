package orrery.types;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import orrery.types.Function.Body;
import orrery.types.Function.Kind;
import orrery.types.Function.Parameter;
import orrery.types.Function.Signature;

/** The library's functions of the values at one position, by name. */
public final class Functions {
  private static final Map<String, Function> ALL = new TreeMap<>();

  static {
    Stream.of(NumberFunctions.all(), ElementaryFunctions.all(), TextFunctions.all())
        .flatMap(List::stream)
        .forEach(f -> ALL.put(f.name(), f));
  }

  private Functions() {}

  /** The function with this name. */
  public static Optional<Function> find(String name) {
    return Optional.ofNullable(ALL.get(name));
  }

  /** Every function, in the order of the names. */
  public static Collection<Function> all() {
    return Collections.unmodifiableCollection(ALL.values());
  }

  static Parameter parameter(String name, Kind kind) {
    return new Parameter(name, kind);
  }

  static Function of(
      String name, Kind kind, String doc, java.util.function.Function<Value, Outcome> rule) {
    return of(name, List.of(parameter("x", kind)), 1, doc, a -> rule.apply(a.get(0)));
  }

  static Function of(String name, List<Parameter> parameters, int least, String doc, Body body) {
    return new Function(name, new Signature(parameters, least, parameters.size()), doc, body);
  }
}

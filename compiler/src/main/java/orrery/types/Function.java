package orrery.types;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A function of the library that is applied to the values at one position.
 *
 * @param name its name in a program
 * @param signature what it takes
 * @param doc one line that says what it gives
 * @param body its rule for defined values of the right kinds
 */
public record Function(String name, Signature signature, String doc, Body body) {

  /** What a parameter accepts. */
  public enum Kind {
    /** An exact number or a real. */
    NUMBER("a number"),
    /** An exact integer. */
    INTEGER("an integer"),
    /** A text. */
    TEXT("a text"),
    /** A truth value. */
    TRUTH("true or false"),
    /** Any defined value. */
    ANY("a value");

    private final String phrase;

    Kind(String phrase) {
      this.phrase = phrase;
    }

    /** How a message calls it: {@code "a number"}. */
    public String phrase() {
      return phrase;
    }

    boolean accepts(Value v) {
      return switch (this) {
        case NUMBER -> v.isNumber();
        case INTEGER -> v instanceof Value.Rational r && r.isInteger();
        case TEXT -> v instanceof Value.Text;
        case TRUTH -> v instanceof Value.Truth;
        case ANY -> true;
      };
    }
  }

  /** One parameter. */
  public record Parameter(String name, Kind kind) {}

  /**
   * The parameters in order, and how many arguments there may be.
   *
   * @param parameters at least one; the last one stands for all further arguments
   * @param least the fewest arguments
   * @param most the most arguments; {@link Integer#MAX_VALUE} where the last parameter repeats
   */
  public record Signature(List<Parameter> parameters, int least, int most) {
    /** Copies the parameters. */
    public Signature {
      parameters = List.copyOf(parameters);
    }

    /** Whether the last parameter may be given any number of times. */
    public boolean repeats() {
      return most == Integer.MAX_VALUE;
    }

    private Parameter parameter(int argument) {
      return parameters.get(Math.min(argument, parameters.size() - 1));
    }
  }

  /** The rule of a function, for as many values as its signature allows. */
  public interface Body {
    /** The result for these values, none of them {@code none}. */
    Outcome apply(List<Value> arguments);
  }

  /**
   * The result for these arguments: the first failure among them, or {@code none} where one is
   * {@code none}.
   *
   * @throws IllegalArgumentException for a number of arguments that the signature does not allow
   */
  public Outcome apply(List<? extends Outcome> arguments) {
    if (arguments.size() < signature.least() || arguments.size() > signature.most()) {
      throw new IllegalArgumentException(this + " does not take " + arguments.size());
    }
    for (Outcome argument : arguments) {
      if (argument instanceof Failure) return argument;
    }
    List<Value> values = arguments.stream().map(Value.class::cast).toList();
    if (values.contains(Value.NONE)) return Value.NONE;
    for (int i = 0; i < values.size(); i++) {
      Kind kind = signature.parameter(i).kind();
      if (!kind.accepts(values.get(i))) {
        return Failure.kind("`" + name + "` needs " + kind.phrase(), List.of(values.get(i)));
      }
    }
    return body.apply(values);
  }

  /** The call as a reader writes it: {@code log(x, [base])}, {@code min(x, more...)}. */
  @Override
  public String toString() {
    List<Parameter> all = signature.parameters();
    String last = signature.repeats() ? "..." : "";
    return java.util.stream.IntStream.range(0, all.size())
        .mapToObj(i -> i < signature.least() ? all.get(i).name() : "[" + all.get(i).name() + "]")
        .collect(Collectors.joining(", ", name + "(", last + ")"));
  }
}

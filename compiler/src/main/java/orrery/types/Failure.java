package orrery.types;

import java.util.List;
import java.util.Optional;

/**
 * Why an operation has no value for its operands.
 *
 * @param code the diagnostic's code, one of the constants here
 * @param sentence what is wrong, about the values: {@code "this divides by zero"}
 * @param operands the values that it failed on, in order
 * @param advice what to write instead, where that is known from the values
 */
public record Failure(String code, String sentence, List<Value> operands, Optional<String> advice)
    implements Outcome {
  /** An operand is of the wrong kind. */
  public static final String KIND = "E0201";

  /** The operands have no order. */
  public static final String ORDER = "E0203";

  /** The answer hangs on the last digits of an irrational number. */
  public static final String IRRATIONAL = "E0212";

  /** A division by zero. */
  public static final String ZERO = "E0311";

  /** The operand is of the right kind, and the function is not defined there. */
  public static final String UNDEFINED = "E0314";

  /** The result is larger than a program may compute with. */
  public static final String SIZE = "E0315";

  /** Copies the operands. */
  public Failure {
    operands = List.copyOf(operands);
  }

  static Failure of(String code, String sentence, Value... operands) {
    return new Failure(code, sentence, List.of(operands), Optional.empty());
  }

  /**
   * The operands are of the wrong kind; truth values among them are met with {@code indicator}.
   *
   * @param needs {@code "`-` needs two numbers"}
   */
  static Failure kind(String needs, List<Value> operands) {
    boolean truth = operands.stream().anyMatch(v -> v instanceof Value.Truth);
    return new Failure(
        KIND,
        needs + "; it got " + listed(operands),
        operands,
        truth
            ? Optional.of("indicator(b) is 1 where b is true, 0 where it is false")
            : Optional.empty());
  }

  private static String listed(List<Value> operands) {
    return String.join(" and ", operands.stream().map(Value::toString).toList());
  }
}

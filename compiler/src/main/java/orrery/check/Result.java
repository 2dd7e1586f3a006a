package orrery.check;

import java.util.List;
import orrery.diagnostic.Span;
import orrery.types.Value;

/** What a {@link Pointwise} function gives for one combination of its leaves' values. */
sealed interface Result {
  /** A value, {@code none} among them. */
  record Known(Value value) implements Result {
    static final Result NONE = new Known(Value.NONE);
    private static final Result TRUE = new Known(Value.TRUE);
    private static final Result FALSE = new Known(Value.FALSE);
  }

  /**
   * No value.
   *
   * @param code the diagnostic's code
   * @param sentence what is wrong, about the values
   * @param place the part that fails
   * @param span where it is written
   * @param operands the values that it failed on
   */
  record Failed(String code, String sentence, Pointwise place, Span span, List<Value> operands)
      implements Result {
    Failed(String code, String sentence, Pointwise place, List<Value> operands) {
      this(code, sentence, place, place.span(), operands);
    }
  }

  /** A truth value. */
  static Result of(boolean truth) {
    return truth ? Known.TRUE : Known.FALSE;
  }

  /** Whether this is {@code none}. */
  default boolean isNone() {
    return this instanceof Known k && k.value().isNone();
  }

  /** Whether this is the given truth value. */
  default boolean is(boolean truth) {
    return this instanceof Known k && k.value().equals(Value.of(truth));
  }
}

package orrery.check;

import java.util.List;
import orrery.types.Value;

/** What a {@link Pointwise} function gives for one combination of its leaves' values. */
@SuppressWarnings("ClassInitializationDeadlock") // no default methods: records do not initialise it
sealed interface Result {
  /** A value, {@code none} among them. */
  record Known(Value value) implements Result {
    @Override
    public boolean isNone() {
      return value.isNone();
    }

    @Override
    public boolean is(boolean truth) {
      return value.equals(Value.of(truth));
    }
  }

  /**
   * No value.
   *
   * @param code the diagnostic's code
   * @param sentence what is wrong, about the values
   * @param place the part that fails
   * @param operands the values that it failed on
   */
  record Failed(String code, String sentence, Pointwise place, List<Value> operands)
      implements Result {
    @Override
    public boolean isNone() {
      return false;
    }

    @Override
    public boolean is(boolean truth) {
      return false;
    }
  }

  /** {@code none}. */
  Result NONE = new Known(Value.NONE);

  /** {@code true}. */
  Result TRUE = new Known(Value.TRUE);

  /** {@code false}. */
  Result FALSE = new Known(Value.FALSE);

  /** A truth value. */
  static Result of(boolean truth) {
    return truth ? TRUE : FALSE;
  }

  /** Whether this is {@code none}. */
  boolean isNone();

  /** Whether this is the given truth value. */
  boolean is(boolean truth);
}

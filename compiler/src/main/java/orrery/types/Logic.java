package orrery.types;

import java.util.List;

/** Three-valued logic (Kleene): {@code none} stands for "not known". */
final class Logic {
  private Logic() {}

  static Outcome not(Outcome operand) {
    if (operand instanceof Value.Truth t) return Value.of(!t.truth());
    if (!(operand instanceof Value a) || a.isNone()) return operand;
    return Failure.kind("`not` needs true or false", List.of(a));
  }

  /** {@code and} with {@code decisive} false, {@code or} with true. */
  static Outcome junction(String symbol, Outcome left, Outcome right, boolean decisive) {
    Value decided = Value.of(decisive);
    if (left.equals(decided) || right.equals(decided)) return decided;
    Outcome a = truth(symbol, left);
    if (a instanceof Failure) return a;
    Outcome b = truth(symbol, right);
    if (b instanceof Failure) return b;
    return a.equals(Value.NONE) || b.equals(Value.NONE) ? Value.NONE : Value.of(!decisive);
  }

  private static Outcome truth(String symbol, Outcome operand) {
    if (!(operand instanceof Value a) || a.isNone() || a instanceof Value.Truth) return operand;
    return Failure.kind("`" + symbol + "` needs true or false on both sides", List.of(a));
  }
}

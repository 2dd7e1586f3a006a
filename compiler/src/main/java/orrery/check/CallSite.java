package orrery.check;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import orrery.diagnostic.Span;
import orrery.syntax.Expr;
import orrery.types.Value;

/**
 * One call of a builtin function.
 *
 * @param where the expressions around it
 * @param call as it was written
 * @param function the function
 * @param arguments by parameter, absent where left out; repeated ones at the end
 */
record CallSite(
    Expressions where,
    Expr.Call call,
    BuiltinFunction function,
    List<Optional<Argument>> arguments) {

  /** An argument and what it stands for. */
  record Argument(Expr written, Meaning meaning) {}

  Checking checking() {
    return where.checking();
  }

  Span span() {
    return call.span();
  }

  int count() {
    return arguments.size();
  }

  /** Whether the parameter was given. */
  boolean has(int i) {
    return i < arguments.size() && arguments.get(i).isPresent();
  }

  Argument argument(int i) {
    return arguments.get(i).orElseThrow(() -> new AssertionError("argument " + i));
  }

  Meaning meaning(int i) {
    return argument(i).meaning();
  }

  /** The argument as a selector. */
  Meaning.Choice selector(int i) {
    if (meaning(i) instanceof Meaning.Choice choice) return choice;
    throw checking().fail(KindProblems.notASelector(this, i));
  }

  /** The argument as a value at every position. */
  Pointwise tree(int i) {
    return where.tree(meaning(i), argument(i).written());
  }

  /** The argument as a constant. */
  Value constant(int i) {
    return where.constant(meaning(i), argument(i).written());
  }

  /** The argument as an integer that a list could be long. */
  int integer(int i) {
    return where.integer(meaning(i), argument(i).written());
  }

  /** The argument as a constant list. */
  List<Meaning> list(int i) {
    return where
        .elements(meaning(i))
        .orElseThrow(() -> checking().fail(KindProblems.notAList(this, i)));
  }

  static boolean isInteger(Value v) {
    return v instanceof Value.Rational r && r.number().getDenominator().equals(BigInteger.ONE);
  }
}

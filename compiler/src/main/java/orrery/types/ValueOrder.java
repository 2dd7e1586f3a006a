package orrery.types;

/** The total order of values: numbers by size, texts, truth values, {@code none}. */
final class ValueOrder {
  private ValueOrder() {}

  static int compare(Value left, Value right) {
    int kinds = Integer.compare(rank(left), rank(right));
    if (kinds != 0) return kinds;
    if (left instanceof Value.Rational a && right instanceof Value.Rational b) {
      return Value.compare(a.number(), b.number());
    }
    if (left.isNumber()) {
      int size = Double.compare(left.toDouble(), right.toDouble());
      if (size != 0) return size;
      return Boolean.compare(left instanceof Value.Real, right instanceof Value.Real);
    }
    if (left instanceof Value.Text a && right instanceof Value.Text b) {
      return Value.compareCodePoints(a.text(), b.text());
    }
    if (left instanceof Value.Truth a && right instanceof Value.Truth b) {
      return Boolean.compare(a.truth(), b.truth());
    }
    return 0;
  }

  private static int rank(Value v) {
    if (v.isNumber()) return 0;
    if (v instanceof Value.Text) return 1;
    return v instanceof Value.Truth ? 2 : 3;
  }
}

package orrery.intervention;

/**
 * A number and its derivative with respect to one thing, carried forwards through every operation.
 *
 * <p>Source: Wengert 1964, "A simple automatic derivative evaluation program".
 */
record Dual(double value, double slope) {
  static final Dual ZERO = of(0);

  /** A number that depends on nothing. */
  static Dual of(double value) {
    return new Dual(value, 0);
  }

  /** The same number as if it depended on nothing. */
  Dual constant() {
    return of(value);
  }

  /** The same number with its derivative multiplied. */
  Dual slopeTimes(double factor) {
    return new Dual(value, slope * factor);
  }

  Dual plus(Dual other) {
    return new Dual(value + other.value, slope + other.slope);
  }

  Dual plus(double constant) {
    return new Dual(value + constant, slope);
  }

  Dual minus(Dual other) {
    return new Dual(value - other.value, slope - other.slope);
  }

  Dual times(Dual other) {
    return new Dual(value * other.value, slope * other.value + value * other.slope);
  }

  Dual times(double factor) {
    return new Dual(value * factor, slope * factor);
  }

  Dual over(Dual other) {
    double quotient = value / other.value;
    return new Dual(quotient, (slope - quotient * other.slope) / other.value);
  }

  Dual over(double divisor) {
    return new Dual(value / divisor, slope / divisor);
  }

  Dual sqrt() {
    double root = Math.sqrt(value);
    return new Dual(root, slope / (2 * root));
  }

  Dual tanh() {
    double t = Math.tanh(value);
    return new Dual(t, slope * (1 - t * t));
  }
}

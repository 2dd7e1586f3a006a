package orrery.causal;

import java.math.BigInteger;
import java.util.Optional;
import org.apache.commons.numbers.fraction.BigFraction;
import orrery.types.Domain;
import orrery.types.Value;

/**
 * A domain's numbers over one common denominator, so that sums are exact in 64-bit integers.
 *
 * @param numerators {@code [domain size]}; truth values are 0 and 1, other values 0
 * @param denominator the common denominator, at least 1
 */
record Scaled(long[] numerators, long denominator) {
  /** The scaled form, or empty where a real is among the values or 64 bits may overflow. */
  static Optional<Scaled> of(Domain domain, int maxWidth) {
    BigInteger lcm = BigInteger.ONE;
    for (Value v : domain.values()) {
      if (v instanceof Value.Real) return Optional.empty();
      if (v instanceof Value.Rational r) {
        BigInteger d = r.number().getDenominator();
        lcm = lcm.multiply(d).divide(lcm.gcd(d));
      }
    }
    long[] numerators = new long[domain.size()];
    for (int i = 0; i < numerators.length; i++) {
      Value v = domain.value(i);
      BigInteger n =
          v instanceof Value.Rational r
              ? r.number().getNumerator().multiply(lcm.divide(r.number().getDenominator()))
              : v.equals(Value.TRUE) ? lcm : BigInteger.ZERO;
      if (n.bitLength() > 40 || lcm.bitLength() > 40) return Optional.empty();
      numerators[i] = n.longValueExact();
    }
    return maxWidth < (1 << 20)
        ? Optional.of(new Scaled(numerators, lcm.longValueExact()))
        : Optional.empty();
  }

  Value sum(long numerator) {
    return Value.of(BigFraction.of(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator)));
  }

  Value mean(long numerator, int width) {
    return Value.of(
        BigFraction.of(
            BigInteger.valueOf(numerator),
            BigInteger.valueOf(denominator).multiply(BigInteger.valueOf(width))));
  }
}

package orrery.layout;

import java.util.Optional;
import orrery.types.Domain;
import orrery.types.Value;

/** How the values of a domain stand in the dimensions of a subspace. */
public sealed interface Encoding {
  /** The values that it tells apart. */
  Domain domain();

  /** The number of dimensions. */
  int size();

  /**
   * One dimension per value: 1 where the variable has it, 0 elsewhere (Tracr: categorical).
   *
   * <p>{@code none} beside other values needs no dimension: it is the state in which all others are
   * 0, and it is read as 1 minus their sum. So it stays a state of its own, unlike Tracr's zero
   * vector, which a query cannot tell from nothing.
   */
  record OneHot(Domain domain) implements Encoding {
    @Override
    public int size() {
      return domain.size() - (hasImplicitNone() ? 1 : 0);
    }

    /** Whether {@code none}, the last value, is the state in which all dimensions are 0. */
    public boolean hasImplicitNone() {
      return domain.size() > 1 && domain.mayBeNone();
    }
  }

  /** One dimension for a truth value: 1 for true, 0 for false. */
  record Flag() implements Encoding {
    @Override
    public Domain domain() {
      return Domain.BOOL;
    }

    @Override
    public int size() {
      return 1;
    }
  }

  /**
   * One dimension whose coordinate tells the values apart (Tracr: numerical).
   *
   * @param codes {@code [domain size]} the coordinate of each value, all different; {@code none}
   *     has a coordinate of its own
   */
  record Scalar(Domain domain, double[] codes) implements Encoding {
    @Override
    public int size() {
      return 1;
    }

    /** The smallest distance between two coordinates; 1 when there is only one. */
    public double gap() {
      double[] sorted = codes.clone();
      java.util.Arrays.sort(sorted);
      double gap = sorted.length < 2 ? 1 : Double.POSITIVE_INFINITY;
      for (int i = 1; i < sorted.length; i++) {
        gap = Math.min(gap, sorted[i] - sorted[i - 1]);
      }
      return gap;
    }

    /** The distance between the outermost coordinates. */
    public double range() {
      double least = Double.POSITIVE_INFINITY;
      double most = Double.NEGATIVE_INFINITY;
      for (double c : codes) {
        least = Math.min(least, c);
        most = Math.max(most, c);
      }
      return codes.length == 0 ? 0 : most - least;
    }
  }

  /** Whether any function of the value can be read off by one linear functional. */
  default boolean isCategorical() {
    return !(this instanceof Scalar);
  }

  /**
   * The affine functional of the subspace that equals {@code h} at every value, if there is one.
   *
   * @param h {@code [domain size]} the wanted number at each value
   * @return {@code [size + 1]} the coefficients and, last, the constant
   */
  default Optional<double[]> functional(double[] h) {
    if (this instanceof OneHot one) {
      double[] f = new double[size() + 1];
      double constant = one.hasImplicitNone() ? h[h.length - 1] : 0;
      for (int d = 0; d < size(); d++) f[d] = h[d] - constant;
      f[size()] = constant;
      return Optional.of(f);
    }
    if (this instanceof Flag) return Optional.of(new double[] {h[1] - h[0], h[0]});
    return Affine.through(((Scalar) this).codes(), h);
  }

  /** The natural categorical encoding of a domain: a flag for truth values, else one-hot. */
  static Encoding categorical(Domain domain) {
    return domain.equals(Domain.BOOL) ? new Flag() : new OneHot(domain);
  }

  /**
   * The scalar encoding by size: a number stands at itself, and so do truth values, as 0 and 1,
   * where there are no numbers; any other value stands by itself below the least.
   */
  static Scalar numerical(Domain domain) {
    boolean numbers = domain.values().stream().anyMatch(Value::isNumber);
    double[] codes = new double[domain.size()];
    double below = 0;
    for (int i = 0; i < codes.length; i++) {
      Value v = domain.value(i);
      if (v.isNumber() || (!numbers && v instanceof Value.Truth)) {
        codes[i] = v.toDouble();
        below = Math.min(below, codes[i]);
      } else {
        codes[i] = Double.NaN;
      }
    }
    for (int i = 0; i < codes.length; i++) {
      if (Double.isNaN(codes[i])) codes[i] = --below;
    }
    return new Scalar(domain, codes);
  }
}

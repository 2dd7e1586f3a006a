package orrery.lanes;

import static orrery.lanes.Exponential.TAYLOR;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * What {@link Exponential} does to a number, done to vectors, operation by operation. Each loop is
 * written out in one method: compilers keep vectors in registers only across calls that they can
 * inline, and these sums are too long for that.
 */
final class VectorExponential {
  private static final VectorSpecies<Double> SPECIES = VectorArithmetic.SPECIES;
  private static final int WIDTH = SPECIES.length();

  private VectorExponential() {}

  /** The lanes that fill vectors; returns how many those are. */
  static int exp(double[] out, int outFrom, double[] x, int xFrom, int n) {
    DoubleVector lowest = all(Exponential.LOWEST);
    DoubleVector highest = all(Exponential.HIGHEST);
    DoubleVector rounder = all(Exponential.ROUNDER);
    DoubleVector biasedRounder = all(Exponential.BIASED_ROUNDER);
    DoubleVector perLn2 = all(Exponential.PER_LN2);
    DoubleVector minusHigh = all(-Exponential.LN2_HIGH);
    DoubleVector minusLow = all(-Exponential.LN2_LOW);
    DoubleVector one = all(1);
    DoubleVector oneHalf = all(0.5);
    DoubleVector c13 = all(TAYLOR[0]);
    DoubleVector c12 = all(TAYLOR[1]);
    DoubleVector c11 = all(TAYLOR[2]);
    DoubleVector c10 = all(TAYLOR[3]);
    DoubleVector c9 = all(TAYLOR[4]);
    DoubleVector c8 = all(TAYLOR[5]);
    DoubleVector c7 = all(TAYLOR[6]);
    DoubleVector c6 = all(TAYLOR[7]);
    DoubleVector c5 = all(TAYLOR[8]);
    DoubleVector c4 = all(TAYLOR[9]);
    DoubleVector c3 = all(TAYLOR[10]);
    DoubleVector c2 = all(TAYLOR[11]);
    int whole = SPECIES.loopBound(n);
    for (int j = 0; j < whole; j += WIDTH) {
      DoubleVector any = DoubleVector.fromArray(SPECIES, x, xFrom + j);
      DoubleVector raised = any.blend(lowest, any.compare(VectorOperators.LT, lowest));
      DoubleVector v = raised.blend(highest, raised.compare(VectorOperators.GT, highest));
      DoubleVector k = v.mul(perLn2).add(rounder).sub(rounder);
      DoubleVector r = k.fma(minusLow, k.fma(minusHigh, v));
      DoubleVector s = c13.fma(r, c12).fma(r, c11).fma(r, c10).fma(r, c9).fma(r, c8).fma(r, c7);
      s = s.fma(r, c6).fma(r, c5).fma(r, c4).fma(r, c3).fma(r, c2);
      DoubleVector power = r.fma(r.fma(s, one), one);
      DoubleVector half = k.mul(oneHalf).add(rounder).sub(rounder);
      power
          .mul(
              half.add(biasedRounder)
                  .reinterpretAsLongs()
                  .lanewise(VectorOperators.LSHL, 52)
                  .reinterpretAsDoubles())
          .mul(
              k.sub(half)
                  .add(biasedRounder)
                  .reinterpretAsLongs()
                  .lanewise(VectorOperators.LSHL, 52)
                  .reinterpretAsDoubles())
          .intoArray(out, outFrom + j);
    }
    return whole;
  }

  /** The lanes that fill vectors; returns how many those are. */
  static int tanh(double[] out, int outFrom, double[] x, int xFrom, int n) {
    DoubleVector zero = all(0);
    DoubleVector limit = all(Exponential.TANH_IS_ONE);
    DoubleVector rounder = all(Exponential.ROUNDER);
    DoubleVector biasedRounder = all(Exponential.BIASED_ROUNDER);
    DoubleVector perLn2 = all(Exponential.PER_LN2);
    DoubleVector minusHigh = all(-Exponential.LN2_HIGH);
    DoubleVector minusLow = all(-Exponential.LN2_LOW);
    DoubleVector one = all(1);
    DoubleVector two = all(2);
    DoubleVector c13 = all(TAYLOR[0]);
    DoubleVector c12 = all(TAYLOR[1]);
    DoubleVector c11 = all(TAYLOR[2]);
    DoubleVector c10 = all(TAYLOR[3]);
    DoubleVector c9 = all(TAYLOR[4]);
    DoubleVector c8 = all(TAYLOR[5]);
    DoubleVector c7 = all(TAYLOR[6]);
    DoubleVector c6 = all(TAYLOR[7]);
    DoubleVector c5 = all(TAYLOR[8]);
    DoubleVector c4 = all(TAYLOR[9]);
    DoubleVector c3 = all(TAYLOR[10]);
    DoubleVector c2 = all(TAYLOR[11]);
    int whole = SPECIES.loopBound(n);
    for (int j = 0; j < whole; j += WIDTH) {
      DoubleVector any = DoubleVector.fromArray(SPECIES, x, xFrom + j);
      DoubleVector size = any.abs();
      DoubleVector v = size.blend(limit, size.compare(VectorOperators.GT, limit)).mul(two);
      DoubleVector k = v.mul(perLn2).add(rounder).sub(rounder);
      DoubleVector r = k.fma(minusLow, k.fma(minusHigh, v));
      DoubleVector s = c13.fma(r, c12).fma(r, c11).fma(r, c10).fma(r, c9).fma(r, c8).fma(r, c7);
      s = s.fma(r, c6).fma(r, c5).fma(r, c4).fma(r, c3).fma(r, c2);
      DoubleVector less = r.mul(r).fma(s, r);
      DoubleVector scale =
          k.add(biasedRounder)
              .reinterpretAsLongs()
              .lanewise(VectorOperators.LSHL, 52)
              .reinterpretAsDoubles();
      DoubleVector grown = scale.fma(less, scale.sub(one));
      DoubleVector share = grown.div(grown.add(two));
      share
          .blend(zero.sub(share), any.compare(VectorOperators.LT, zero))
          .intoArray(out, outFrom + j);
    }
    return whole;
  }

  private static DoubleVector all(double value) {
    return DoubleVector.broadcast(SPECIES, value);
  }
}

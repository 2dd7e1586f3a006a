package orrery.lanes;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** GELU and its derivative on vectors, by way of an array of hyperbolic tangents. */
final class VectorGelu {
  private static final VectorSpecies<Double> SPECIES = VectorArithmetic.SPECIES;
  private static final int WIDTH = SPECIES.length();

  private VectorGelu() {}

  /** The lanes that fill vectors; returns how many those are. */
  static int values(double[] out, int outFrom, double[] x, int xFrom, int n) {
    int whole = SPECIES.loopBound(n);
    double[] tanh = tangents(x, xFrom, whole);
    for (int j = 0; j < whole; j += WIDTH) {
      DoubleVector v = at(x, xFrom + j);
      v.mul(all(0.5)).mul(at(tanh, j).add(all(1))).intoArray(out, outFrom + j);
    }
    return whole;
  }

  /** The lanes that fill vectors; returns how many those are. */
  static int slopes(double[] out, int outFrom, double[] x, int xFrom, int n) {
    int whole = SPECIES.loopBound(n);
    double[] tanh = tangents(x, xFrom, whole);
    DoubleVector half = all(0.5);
    DoubleVector one = all(1);
    DoubleVector root = all(Exponential.GELU_ROOT);
    DoubleVector threeCubes = all(3 * Exponential.GELU_CUBE);
    for (int j = 0; j < whole; j += WIDTH) {
      DoubleVector v = at(x, xFrom + j);
      DoubleVector t = at(tanh, j);
      DoubleVector inner = threeCubes.fma(v.mul(v), one).mul(root);
      DoubleVector slope = v.mul(half).mul(t.neg().fma(t, one)).fma(inner, t.add(one).mul(half));
      at(out, outFrom + j).mul(slope).intoArray(out, outFrom + j);
    }
    return whole;
  }

  private static double[] tangents(double[] x, int from, int whole) {
    double[] tanh = new double[whole];
    DoubleVector root = all(Exponential.GELU_ROOT);
    DoubleVector cube = all(Exponential.GELU_CUBE);
    for (int j = 0; j < whole; j += WIDTH) {
      DoubleVector v = at(x, from + j);
      v.mul(cube).fma(v.mul(v), v).mul(root).intoArray(tanh, j);
    }
    VectorExponential.tanh(tanh, 0, tanh, 0, whole);
    return tanh;
  }

  private static DoubleVector at(double[] x, int from) {
    return DoubleVector.fromArray(SPECIES, x, from);
  }

  private static DoubleVector all(double value) {
    return DoubleVector.broadcast(SPECIES, value);
  }
}

package orrery.lanes;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The matrix product, four outputs by four vectors of lanes at a time: sixteen sums stay in
 * registers while the inputs pass by. Lanes that fill no vector are done one by one, in the same
 * order of summation. Every sum begins with what stands in the output: a choice between that and a
 * zero would make compilers put the sums into memory.
 */
final class VectorProduct {
  private static final VectorSpecies<Double> SPECIES = VectorArithmetic.SPECIES;
  private static final int WIDTH = SPECIES.length();

  /** Lanes at a time: the inputs' stretch stays in a core's own cache while outputs are made. */
  private static final int TILE = 256;

  private final double[][] weights;
  private final double[][] in;
  private final int shift; // from a lane of out to that of in
  private final double[][] out;
  private final boolean accumulate;

  VectorProduct(double[][] weights, double[][] in, int shift, double[][] out, boolean accumulate) {
    this.weights = weights;
    this.in = in;
    this.shift = shift;
    this.out = out;
    this.accumulate = accumulate;
  }

  /** Computes a stretch of lanes of every output. */
  void run(int from, int n) {
    int end = from + n;
    for (int tile = from; tile < end; tile += TILE) {
      int stop = Math.min(end, tile + TILE);
      for (int o = 0; !accumulate && o < weights.length; o++) Arrays.fill(out[o], tile, stop, 0);
      int o = 0;
      for (; o + 4 <= weights.length; o += 4) fourRows(o, tile, stop);
      for (; o < weights.length; o++) row(o, tile, stop);
    }
  }

  private void fourRows(int o, int from, int stop) {
    int at = from;
    for (; at + 4 * WIDTH <= stop; at += 4 * WIDTH) fourByFour(o, at);
    for (; at + WIDTH <= stop; at += WIDTH) fourByOne(o, at);
    for (int row = o; row < o + 4; row++) rest(row, at, stop);
  }

  private void row(int o, int from, int stop) {
    int at = from;
    for (; at + 4 * WIDTH <= stop; at += 4 * WIDTH) oneByFour(o, at);
    for (; at + WIDTH <= stop; at += WIDTH) oneByOne(o, at);
    rest(o, at, stop);
  }

  private void fourByFour(int o, int a) {
    int b = a + WIDTH;
    int c = b + WIDTH;
    int d = c + WIDTH;
    double[] out0 = out[o];
    double[] out1 = out[o + 1];
    double[] out2 = out[o + 2];
    double[] out3 = out[o + 3];
    DoubleVector a0 = start(out0, a);
    DoubleVector a1 = start(out1, a);
    DoubleVector a2 = start(out2, a);
    DoubleVector a3 = start(out3, a);
    DoubleVector b0 = start(out0, b);
    DoubleVector b1 = start(out1, b);
    DoubleVector b2 = start(out2, b);
    DoubleVector b3 = start(out3, b);
    DoubleVector c0 = start(out0, c);
    DoubleVector c1 = start(out1, c);
    DoubleVector c2 = start(out2, c);
    DoubleVector c3 = start(out3, c);
    DoubleVector d0 = start(out0, d);
    DoubleVector d1 = start(out1, d);
    DoubleVector d2 = start(out2, d);
    DoubleVector d3 = start(out3, d);
    double[] weights0 = weights[o];
    double[] weights1 = weights[o + 1];
    double[] weights2 = weights[o + 2];
    double[] weights3 = weights[o + 3];
    int from = a + shift;
    double[][] inputs = in;
    for (int i = 0; i < weights0.length; i++) {
      double[] input = inputs[i];
      DoubleVector p = DoubleVector.fromArray(SPECIES, input, from);
      DoubleVector q = DoubleVector.fromArray(SPECIES, input, from + WIDTH);
      DoubleVector r = DoubleVector.fromArray(SPECIES, input, from + 2 * WIDTH);
      DoubleVector s = DoubleVector.fromArray(SPECIES, input, from + 3 * WIDTH);
      DoubleVector w = DoubleVector.broadcast(SPECIES, weights0[i]);
      a0 = w.fma(p, a0);
      b0 = w.fma(q, b0);
      c0 = w.fma(r, c0);
      d0 = w.fma(s, d0);
      w = DoubleVector.broadcast(SPECIES, weights1[i]);
      a1 = w.fma(p, a1);
      b1 = w.fma(q, b1);
      c1 = w.fma(r, c1);
      d1 = w.fma(s, d1);
      w = DoubleVector.broadcast(SPECIES, weights2[i]);
      a2 = w.fma(p, a2);
      b2 = w.fma(q, b2);
      c2 = w.fma(r, c2);
      d2 = w.fma(s, d2);
      w = DoubleVector.broadcast(SPECIES, weights3[i]);
      a3 = w.fma(p, a3);
      b3 = w.fma(q, b3);
      c3 = w.fma(r, c3);
      d3 = w.fma(s, d3);
    }
    store(out0, a, a0, b0, c0, d0);
    store(out1, a, a1, b1, c1, d1);
    store(out2, a, a2, b2, c2, d2);
    store(out3, a, a3, b3, c3, d3);
  }

  private static void store(
      double[] sums, int at, DoubleVector a, DoubleVector b, DoubleVector c, DoubleVector d) {
    a.intoArray(sums, at);
    b.intoArray(sums, at + WIDTH);
    c.intoArray(sums, at + 2 * WIDTH);
    d.intoArray(sums, at + 3 * WIDTH);
  }

  private void fourByOne(int o, int at) {
    double[] weights0 = weights[o];
    double[] weights1 = weights[o + 1];
    double[] weights2 = weights[o + 2];
    double[] weights3 = weights[o + 3];
    DoubleVector sum0 = start(out[o], at);
    DoubleVector sum1 = start(out[o + 1], at);
    DoubleVector sum2 = start(out[o + 2], at);
    DoubleVector sum3 = start(out[o + 3], at);
    for (int i = 0; i < weights0.length; i++) {
      DoubleVector x = DoubleVector.fromArray(SPECIES, in[i], at + shift);
      sum0 = DoubleVector.broadcast(SPECIES, weights0[i]).fma(x, sum0);
      sum1 = DoubleVector.broadcast(SPECIES, weights1[i]).fma(x, sum1);
      sum2 = DoubleVector.broadcast(SPECIES, weights2[i]).fma(x, sum2);
      sum3 = DoubleVector.broadcast(SPECIES, weights3[i]).fma(x, sum3);
    }
    sum0.intoArray(out[o], at);
    sum1.intoArray(out[o + 1], at);
    sum2.intoArray(out[o + 2], at);
    sum3.intoArray(out[o + 3], at);
  }

  private void oneByFour(int o, int at) {
    double[] row = weights[o];
    DoubleVector a = start(out[o], at);
    DoubleVector b = start(out[o], at + WIDTH);
    DoubleVector c = start(out[o], at + 2 * WIDTH);
    DoubleVector d = start(out[o], at + 3 * WIDTH);
    int from = at + shift;
    for (int i = 0; i < row.length; i++) {
      DoubleVector w = DoubleVector.broadcast(SPECIES, row[i]);
      a = w.fma(DoubleVector.fromArray(SPECIES, in[i], from), a);
      b = w.fma(DoubleVector.fromArray(SPECIES, in[i], from + WIDTH), b);
      c = w.fma(DoubleVector.fromArray(SPECIES, in[i], from + 2 * WIDTH), c);
      d = w.fma(DoubleVector.fromArray(SPECIES, in[i], from + 3 * WIDTH), d);
    }
    store(out[o], at, a, b, c, d);
  }

  private void oneByOne(int o, int at) {
    double[] row = weights[o];
    DoubleVector sum = start(out[o], at);
    for (int i = 0; i < row.length; i++) {
      DoubleVector x = DoubleVector.fromArray(SPECIES, in[i], at + shift);
      sum = DoubleVector.broadcast(SPECIES, row[i]).fma(x, sum);
    }
    sum.intoArray(out[o], at);
  }

  private void rest(int o, int from, int stop) {
    double[] row = weights[o];
    for (int at = from; at < stop; at++) {
      double sum = out[o][at];
      for (int i = 0; i < row.length; i++) sum = Math.fma(row[i], in[i][at + shift], sum);
      out[o][at] = sum;
    }
  }

  /** One output of a matrix without its zeros. */
  static void sparse(
      int[] inputs,
      double[] row,
      double[][] in,
      int inFrom,
      double[] sums,
      int outFrom,
      int n,
      boolean accumulate) {
    if (!accumulate) Arrays.fill(sums, outFrom, outFrom + n, 0);
    int shift = inFrom - outFrom;
    int at = outFrom;
    int end = outFrom + n;
    for (; at + 4 * WIDTH <= end; at += 4 * WIDTH) {
      DoubleVector a = start(sums, at);
      DoubleVector b = start(sums, at + WIDTH);
      DoubleVector c = start(sums, at + 2 * WIDTH);
      DoubleVector d = start(sums, at + 3 * WIDTH);
      for (int i = 0; i < row.length; i++) {
        DoubleVector w = DoubleVector.broadcast(SPECIES, row[i]);
        double[] input = in[inputs[i]];
        int from = at + shift;
        a = w.fma(DoubleVector.fromArray(SPECIES, input, from), a);
        b = w.fma(DoubleVector.fromArray(SPECIES, input, from + WIDTH), b);
        c = w.fma(DoubleVector.fromArray(SPECIES, input, from + 2 * WIDTH), c);
        d = w.fma(DoubleVector.fromArray(SPECIES, input, from + 3 * WIDTH), d);
      }
      store(sums, at, a, b, c, d);
    }
    for (; at + WIDTH <= end; at += WIDTH) {
      DoubleVector sum = start(sums, at);
      for (int i = 0; i < row.length; i++) {
        DoubleVector x = DoubleVector.fromArray(SPECIES, in[inputs[i]], at + shift);
        sum = DoubleVector.broadcast(SPECIES, row[i]).fma(x, sum);
      }
      sum.intoArray(sums, at);
    }
    for (; at < end; at++) {
      double sum = sums[at];
      for (int i = 0; i < row.length; i++) {
        sum = Math.fma(row[i], in[inputs[i]][at + shift], sum);
      }
      sums[at] = sum;
    }
  }

  private static DoubleVector start(double[] sums, int at) {
    return DoubleVector.fromArray(SPECIES, sums, at);
  }
}

package orrery.lanes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Both versions compute the same bits, and the right ones, at every size and offset. */
class ArithmeticProperties {
  private static final Arithmetic SCALAR = Arithmetic.scalar();
  private static final Arithmetic BEST = Arithmetic.best();

  private static double[][] random(Random random, int rows, int columns) {
    double[][] values = new double[rows][columns];
    for (double[] row : values) {
      for (int i = 0; i < columns; i++)
        row[i] = random.nextGaussian() * Math.exp(random.nextInt(6));
    }
    return values;
  }

  private static double[][] copy(double[][] values) {
    return Arrays.stream(values).map(double[]::clone).toArray(double[][]::new);
  }

  /** What one version makes of an array; both must make the same. */
  private static void assertSame(double[][] start, Change change) {
    double[][] scalar = copy(start);
    double[][] best = copy(start);
    change.apply(SCALAR, scalar);
    change.apply(BEST, best);
    for (int i = 0; i < start.length; i++) assertThat(best[i]).isEqualTo(scalar[i]);
  }

  private interface Change {
    void apply(Arithmetic arithmetic, double[][] values);
  }

  @Property(tries = 150)
  void aProductIsTheSumOfProducts(
      @ForAll Random random,
      @ForAll @IntRange(min = 1, max = 9) int outputs,
      @ForAll @IntRange(min = 1, max = 9) int inputs,
      @ForAll @IntRange(max = 300) int n,
      @ForAll @IntRange(max = 9) int inFrom,
      @ForAll @IntRange(max = 9) int outFrom,
      @ForAll boolean accumulate) {
    double[][] weights = random(random, outputs, inputs);
    if (random.nextBoolean()) weights[0][random.nextInt(inputs)] = 0;
    double[][] in = random(random, inputs, inFrom + n + 3);
    double[][] start = random(random, outputs, outFrom + n + 3);
    assertSame(start, (a, x) -> a.multiply(weights, in, inFrom, x, outFrom, n, accumulate));
    SparseWeights sparse = SparseWeights.of(weights);
    assertSame(start, (a, x) -> a.multiply(sparse, in, inFrom, x, outFrom, n, accumulate));

    double[][] out = copy(start);
    BEST.multiply(weights, in, inFrom, out, outFrom, n, accumulate);
    double[][] without = copy(start);
    BEST.multiply(sparse, in, inFrom, without, outFrom, n, accumulate);
    for (int o = 0; o < outputs; o++) {
      assertThat(without[o]).containsExactly(out[o], within(0.0));
      for (int j = 0; j < out[o].length; j++) {
        int lane = j - outFrom;
        if (lane < 0 || lane >= n) {
          assertThat(out[o][j]).as("outside").isEqualTo(start[o][j]);
          continue;
        }
        double sum = accumulate ? start[o][j] : 0;
        double size = Math.abs(sum);
        for (int i = 0; i < inputs; i++) {
          sum += weights[o][i] * in[i][inFrom + lane];
          size += Math.abs(weights[o][i] * in[i][inFrom + lane]);
        }
        assertThat(out[o][j]).isEqualTo(sum, within(1e-12 * size));
      }
    }
  }

  @Property(tries = 100)
  void attentionIsTheSame(
      @ForAll Random random,
      @ForAll @IntRange(min = 1, max = 9) int features,
      @ForAll @IntRange(min = 1, max = 9) int keys,
      @ForAll @IntRange(max = 40) int n,
      @ForAll @IntRange(max = 9) int from) {
    double[][] q = random(random, features, from + n);
    int shift = random.nextInt(5);
    double[][] k = random(random, features, shift + keys * n);
    double[][] shares = random(random, keys, from + n);
    assertSame(
        random(random, keys, from + n),
        (a, x) -> a.scores(q, from, k, shift, x, from, keys, n, 0.7));
    assertSame(
        random(random, features, from + n),
        (a, x) -> a.mix(shares, from, k, shift, x, from, keys, n));
    double[][] scores = copy(shares);
    for (int j = 0; j < n; j += 3) scores[random.nextInt(keys)][from + j] = -1 / 0.0;
    assertSame(scores, (a, x) -> a.softmax(x, from, keys, n));
    assertSame(
        random(random, keys, from + n), (a, x) -> a.softmaxSlopes(shares, from, x, from, keys, n));

    double[][] out = new double[keys][n];
    BEST.scores(q, from, k, shift, out, 0, keys, n, 0.7);
    double[][] mixed = new double[features][n];
    BEST.mix(shares, from, k, shift, mixed, 0, keys, n);
    for (int j = 0; j < n; j++) {
      for (int key = 0; key < keys; key++) {
        double sum = 0;
        for (int d = 0; d < features; d++) sum += q[d][from + j] * k[d][shift + key * n + j];
        assertThat(out[key][j]).isEqualTo(sum / 0.7, within(1e-7));
      }
      for (int d = 0; d < features; d++) {
        double sum = 0;
        for (int key = 0; key < keys; key++)
          sum += shares[key][from + j] * k[d][shift + key * n + j];
        assertThat(mixed[d][j]).isEqualTo(sum, within(1e-7));
      }
    }
  }

  @Property(tries = 60)
  void pairsAreTheSame(
      @ForAll Random random,
      @ForAll @IntRange(min = 1, max = 7) int a,
      @ForAll @IntRange(min = 1, max = 7) int b,
      @ForAll @IntRange(max = 40) int n,
      @ForAll @IntRange(max = 9) int from) {
    double[][] x = random(random, a, from + n);
    double[][] y = random(random, b, from + n);
    assertSame(random(random, a, b), (arithmetic, z) -> arithmetic.addDots(x, y, from, n, z));
    double[][] dots = new double[a][b];
    BEST.addDots(x, y, from, n, dots);
    assertThat(dots[a - 1][b - 1]).isEqualTo(SCALAR.dot(x[a - 1], from, y[b - 1], from, n));

    double[][][] left = new double[a][][];
    double[][][] right = new double[b][][];
    for (int i = 0; i < a; i++) left[i] = random(random, 3, n);
    for (int i = 0; i < b; i++) right[i] = random(random, 3, n);
    double[][][] best = new double[a][b][n];
    double[][][] scalar = new double[a][b][n];
    BEST.pairs(left, right, best, n);
    SCALAR.pairs(left, right, scalar, n);
    assertThat(best).isDeepEqualTo(scalar);
    for (int j = 0; j < n; j++) {
      double sum = 0;
      for (int d = 0; d < 3; d++) sum += left[a - 1][d][j] * right[0][d][j];
      assertThat(best[a - 1][0][j]).isEqualTo(sum, within(1e-8));
    }
  }

  @Property(tries = 100)
  void lanesAreTheSame(
      @ForAll Random random,
      @ForAll @IntRange(max = 70) int n,
      @ForAll @IntRange(max = 9) int o,
      @ForAll @IntRange(max = 9) int f) {
    double[] x = random(random, 1, f + n)[0];
    double[] y = random(random, 1, f + n)[0];
    for (int j = 0; j < n; j += 7) x[f + j] = random.nextBoolean() ? 0.0 : -0.0;
    double[][] start = random(random, 1, o + n + 3);
    assertSame(start, (a, z) -> a.add(z[0], o, x, f, n));
    assertSame(start, (a, z) -> a.addScaled(z[0], o, 0.3, x, f, n));
    assertSame(start, (a, z) -> a.addProduct(z[0], o, x, f, y, f, n));
    assertSame(start, (a, z) -> a.difference(z[0], o, x, f, y, f, n));
    assertSame(start, (a, z) -> a.product(z[0], o, x, f, y, f, n));
    assertSame(start, (a, z) -> a.quotient(z[0], o, x, f, y, f, n));
    assertSame(start, (a, z) -> a.max(z[0], o, x, f, n));
    assertSame(start, (a, z) -> a.relu(z[0], o, x, f, n));
    assertSame(start, (a, z) -> a.reluSlopes(z[0], o, x, f, n));
    assertSame(start, (a, z) -> a.inverseRoot(z[0], o, 0.25, x, f, 1e3, n));
    assertSame(start, (a, z) -> a.exp(z[0], o, x, f, n));
    assertSame(start, (a, z) -> a.tanh(z[0], o, x, f, n));
    assertSame(start, (a, z) -> a.gelu(z[0], o, x, f, n));
    assertSame(start, (a, z) -> a.geluSlopes(z[0], o, x, f, n));
    assertThat(BEST.dot(x, f, y, f, n)).isEqualTo(SCALAR.dot(x, f, y, f, n));
    double sum = 0;
    for (int j = f; j < f + n; j++) sum += x[j] * y[j];
    assertThat(BEST.dot(x, f, y, f, n)).isEqualTo(sum, within(1e-7));
  }

  @Property(tries = 50)
  void aLaneDoesNotKnowItsNeighbours(@ForAll Random random, @ForAll @IntRange(max = 39) int lane) {
    double[][] values = random(random, 5, 40);
    for (Function<Arithmetic, LaneFunction> f : LaneFunction.ALL) {
      double[][] together = copy(values);
      f.apply(BEST).run(together, 0, 40);
      double[][] alone = copy(values);
      f.apply(BEST).run(alone, lane, 1);
      for (int i = 0; i < 5; i++) assertThat(alone[i][lane]).isEqualTo(together[i][lane]);
    }
  }

  private interface LaneFunction {
    java.util.List<Function<Arithmetic, LaneFunction>> ALL =
        java.util.List.of(
            a -> (x, from, n) -> a.exp(x[0], from, x[0], from, n),
            a -> (x, from, n) -> a.tanh(x[0], from, x[0], from, n),
            a -> (x, from, n) -> a.gelu(x[1], from, x[0], from, n),
            a -> (x, from, n) -> a.softmax(x, from, x.length, n),
            a ->
                (x, from, n) ->
                    a.multiply(
                        new double[][] {{1, 2, 3}},
                        Arrays.copyOf(x, 3),
                        from,
                        new double[][] {x[4]},
                        from,
                        n,
                        false));

    void run(double[][] x, int from, int n);
  }
}

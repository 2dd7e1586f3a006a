package orrery.lanes;

import java.util.Locale;
import java.util.Random;

/**
 * GFLOP/s of matrix products, scalar and vector: a main class, to be run with {@code --add-modules
 * jdk.incubator.vector}.
 */
final class ArithmeticBenchmark {
  private static final int[][] SHAPES = { // outputs, inputs, lanes
    {16, 16, 512},
    {16, 16, 2048},
    {64, 64, 512},
    {64, 64, 2048},
    {64, 64, 4096},
    {64, 256, 2048},
    {256, 64, 2048}
  };

  private ArithmeticBenchmark() {}

  /** Prints a line for each shape. */
  public static void main(String[] arguments) {
    for (int[] shape : SHAPES) {
      System.out.printf(
          Locale.ROOT,
          "%d x %d x %d: scalar %.1f, best (width %d) %.1f%n",
          shape[0],
          shape[1],
          shape[2],
          measure(Arithmetic.scalar(), shape),
          Arithmetic.best().width(),
          measure(Arithmetic.best(), shape));
    }
  }

  private static double measure(Arithmetic arithmetic, int[] shape) {
    Random random = new Random(1);
    double[][] weights = random(random, shape[0], shape[1]);
    double[][] in = random(random, shape[1], shape[2]);
    double[][] out = new double[shape[0]][shape[2]];
    double work = 2.0 * shape[0] * shape[1] * shape[2];
    int times = (int) (5e7 / work) + 1;
    double best = 0;
    for (int run = 0; run < 40; run++) {
      long start = System.nanoTime();
      for (int i = 0; i < times; i++) {
        arithmetic.multiply(weights, in, 0, out, 0, shape[2], false);
      }
      best = Math.max(best, work * times / (System.nanoTime() - start));
    }
    return best;
  }

  private static double[][] random(Random random, int rows, int columns) {
    double[][] values = new double[rows][];
    for (int r = 0; r < rows; r++) {
      values[r] = random.doubles(columns, -1, 1).toArray();
    }
    return values;
  }
}

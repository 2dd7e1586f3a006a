package orrery.intervention;

import orrery.lanes.Arithmetic;

/**
 * What replaces writers' outputs in a chunk, and what of it is needed again for every mask: sums of
 * the first writers, and differences to the clean run.
 */
final class Replacements {
  private static final Arithmetic ARITHMETIC = Arithmetic.best();

  private final Chunk chunk;
  private final double[][][] values; // [writer][dModel][lane]
  private final double[][][] differences; // [writer][dModel][lane] to the clean run
  private final double[][][] sums; // [number of writers][dModel][lane]
  private final double[] zero; // [lane]

  Replacements(Chunk chunk, double[][][] values) {
    this.chunk = chunk;
    this.values = values;
    this.differences = new double[values.length][][];
    this.sums = new double[values.length + 1][][];
    this.zero = new double[chunk.lanes()];
    sums[0] = new double[values[0].length][chunk.lanes()];
  }

  /** What replaces a writer's output, {@code [dModel][lane]}. */
  double[][] of(int writer) {
    return values[writer];
  }

  /** The sum of the first writers' replacements, {@code [dModel][lane]}. */
  synchronized double[][] sum(int writers) {
    if (sums[writers] == null) {
      double[][] before = sum(writers - 1);
      double[][] sum = new double[before.length][];
      for (int d = 0; d < sum.length; d++) {
        sum[d] = before[d].clone();
        ARITHMETIC.add(sum[d], 0, values[writers - 1][d], 0, chunk.lanes());
      }
      sums[writers] = sum;
    }
    return sums[writers];
  }

  /** Replacement − clean output of a writer, {@code [dModel][lane]}. */
  synchronized double[][] difference(int writer) {
    if (differences[writer] == null) {
      double[][] clean = chunk.clean().outputs[writer];
      double[][] difference = new double[clean.length][chunk.lanes()];
      for (int d = 0; d < difference.length; d++) {
        LaneMath.subtract(difference[d], values[writer][d], clean[d], chunk.lanes());
      }
      differences[writer] = difference;
    }
    return differences[writer];
  }

  /** Zeros, for every lane of the chunk; not to be changed. */
  double[] zero() {
    return zero;
  }
}

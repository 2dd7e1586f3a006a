package orrery.intervention;

import orrery.model.TransformerConfig;

/** What one head computes, in arrays that can be kept or used again. */
final class HeadRun {
  final double[][] q; // [dHead][lane]
  final double[][] k; // [dHead][lane]
  final double[][] v; // [dHead][lane]
  final double[][] pattern; // [query * positions + key][row]
  final double[][] z; // [dHead][lane]

  HeadRun(TransformerConfig config, int rows, int positions) {
    int lanes = rows * positions;
    this.q = new double[config.dHead()][lanes];
    this.k = new double[config.dHead()][lanes];
    this.v = new double[config.dHead()][lanes];
    this.z = new double[config.dHead()][lanes];
    this.pattern = new double[positions * positions][rows];
  }

  /** Reads three streams (which may be one) and writes the head's result. */
  void run(
      HeadMaps maps,
      Attention attention,
      double[][][] inputs,
      double[][] result,
      int rows,
      int positions) {
    int lanes = rows * positions;
    maps.q().apply(inputs[0], q, lanes);
    maps.k().apply(inputs[1], k, lanes);
    maps.v().apply(inputs[2], v, lanes);
    attention.pattern(q, k, pattern, rows, positions);
    attention.mix(pattern, v, z, rows, positions);
    maps.o().apply(z, result, lanes);
  }
}

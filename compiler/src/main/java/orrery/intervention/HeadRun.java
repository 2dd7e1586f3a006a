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
    run(maps, attention, inputs, result, rows, positions, positions, 0, positions);
  }

  /** The same, with keys before one position and for the queries of some positions only. */
  void run(
      HeadMaps maps,
      Attention attention,
      double[][][] inputs,
      double[][] result,
      int rows,
      int positions,
      int end,
      int from,
      int to) {
    int at = from * rows;
    int lanes = to * rows - at;
    maps.q().apply(inputs[0], at, q, at, lanes);
    maps.k().apply(inputs[1], k, end * rows);
    maps.v().apply(inputs[2], v, end * rows);
    attention.pattern(q, k, pattern, rows, positions, from, to);
    attention.mix(pattern, v, z, rows, positions, from, to);
    maps.o().apply(z, at, result, at, lanes);
  }
}

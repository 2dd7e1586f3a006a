package orrery.model;

/**
 * The arrays that one thread computes in; made once and used again.
 *
 * <p>What is mapped linearly is kept by lanes, a position and a row together, so that one weight is
 * one long loop; what attention mixes is kept by positions.
 */
final class Workspace {
  final float[][] stream; // [dModel, lane]
  final float[][]
      normal; // [dModel, lane], the stream as its readers get it; itself where nothing is
  // normalised
  final float[][] added; // [dModel, lane], what attention or an MLP adds to the stream
  final float[][] result; // [dModel, lane], what one head adds
  final float[][][] q; // [dHead, position, row]
  final float[][][] k; // [dHead, position, row]
  final float[][][] v; // [dHead, position, row]
  final float[][] z; // [dHead, lane]
  final float[][][] scores; // [key, query, row]
  final float[][][] pattern; // [key, query, row]
  final float[][] pre; // [dMlp, lane]
  final float[][] post; // [dMlp, lane]
  final float[][] logits; // [dVocabOut, lane]
  final float[] scratch; // [lane]
  final float[] max; // [row]
  final float[] sum; // [row]

  Workspace(TransformerConfig config, int capacity) {
    int positions = config.nCtx();
    int lanes = positions * capacity;
    this.stream = new float[config.dModel()][lanes];
    this.normal =
        config.normalization() == Normalization.NONE ? stream : new float[config.dModel()][lanes];
    this.added = new float[config.dModel()][lanes];
    this.result = new float[config.dModel()][lanes];
    this.q = new float[config.dHead()][positions][capacity];
    this.k = new float[config.dHead()][positions][capacity];
    this.v = new float[config.dHead()][positions][capacity];
    this.z = new float[config.dHead()][lanes];
    this.scores = new float[positions][positions][capacity];
    this.pattern = new float[positions][positions][capacity];
    this.pre = new float[config.dMlp()][lanes];
    this.post = new float[config.dMlp()][lanes];
    this.logits = new float[config.dVocabOut()][lanes];
    this.scratch = new float[lanes];
    this.max = new float[capacity];
    this.sum = new float[capacity];
  }

  /** How many floats there are for every row. */
  static long floatsPerRow(TransformerConfig config) {
    long perPosition =
        3L * config.dModel()
            + 4L * config.dHead()
            + 2L * config.nCtx()
            + 2L * config.dMlp()
            + config.dVocabOut();
    return perPosition * config.nCtx();
  }
}

package orrery.model;

/**
 * The arrays that one thread computes in, each {@code [index, position, row]}; made once and used
 * again.
 */
final class Workspace {
  final float[][][] stream;
  final float[][][] added; // what attention or an MLP adds to the stream
  final float[][][] result; // what one head adds
  final float[][][] q;
  final float[][][] k;
  final float[][][] v;
  final float[][][] z;
  final float[][][] scores; // [key, query, row]
  final float[][][] pattern; // [key, query, row]
  final float[][][] pre;
  final float[][][] post;
  final float[][][] logits;
  final float[] max;
  final float[] sum;

  Workspace(TransformerConfig config, int capacity) {
    int positions = config.nCtx();
    this.stream = new float[config.dModel()][positions][capacity];
    this.added = new float[config.dModel()][positions][capacity];
    this.result = new float[config.dModel()][positions][capacity];
    this.q = new float[config.dHead()][positions][capacity];
    this.k = new float[config.dHead()][positions][capacity];
    this.v = new float[config.dHead()][positions][capacity];
    this.z = new float[config.dHead()][positions][capacity];
    this.scores = new float[positions][positions][capacity];
    this.pattern = new float[positions][positions][capacity];
    this.pre = new float[config.dMlp()][positions][capacity];
    this.post = new float[config.dMlp()][positions][capacity];
    this.logits = new float[config.dVocabOut()][positions][capacity];
    this.max = new float[capacity];
    this.sum = new float[capacity];
  }

  /** How many arrays of one value a row there are. */
  static long lanes(TransformerConfig config) {
    long perPosition =
        3L * config.dModel()
            + 4L * config.dHead()
            + 2L * config.nCtx()
            + 2L * config.dMlp()
            + config.dVocabOut();
    return perPosition * config.nCtx();
  }
}

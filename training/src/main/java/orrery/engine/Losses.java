package orrery.engine;

import ai.djl.ndarray.NDArray;
import orrery.intervention.Metric;

/**
 * The metric on the logits of a batch, and its gradient sent back.
 *
 * @param chunk whose examples the rows are, mask by mask
 * @param masks how many masks there are
 * @param width how many logits a position has
 */
record Losses(Chunk chunk, int masks, int width) {
  /** Takes the metric of a row of the chunk under a mask. */
  interface Sink {
    void take(int mask, int row, double value);
  }

  /** Reads the metric off logits {@code [mask * row, position, dVocabOut]}. */
  void values(NDArray logits, Metric metric, Sink sink) {
    double[] all = Step.read(logits);
    for (int i = 0; i < masks * chunk.rows(); i++) {
      int row = i % chunk.rows();
      sink.take(i / chunk.rows(), row, metric.value(chunk.examples()[row], seen(all, i)));
    }
  }

  /** The same, and sends the gradient of the sum back from the logits. */
  void backward(Step step, NDArray logits, Metric metric, Sink sink) {
    double[] all = Step.read(logits);
    double[] slopes = new double[all.length];
    for (int i = 0; i < masks * chunk.rows(); i++) {
      int row = i % chunk.rows();
      int example = chunk.examples()[row];
      int first = i * chunk.positions();
      Chunk.RowLogits seen = seen(all, i);
      sink.take(i / chunk.rows(), row, metric.value(example, seen));
      metric.gradient(
          example, seen, (p, index, slope) -> slopes[(first + p) * width + index] += slope);
    }
    step.backward(logits, step.array(slopes, logits.getShape().getShape()));
  }

  private Chunk.RowLogits seen(double[] all, int row) {
    return new Chunk.RowLogits(all, row, chunk.positions(), width);
  }
}

package orrery.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import orrery.intervention.Backward;
import orrery.intervention.Metric;

/** A run of a chunk's examples under several masks at once. */
final class MaskedRun {
  private final TorchModel model;
  private final Step step;
  private final Chunk chunk;
  private final MaskInputs inputs;
  private final NDArray logits; // [mask * row, position, dVocabOut]
  private final Losses losses;

  /**
   * Runs.
   *
   * @param share how much of an edge comes from what is computed under the mask
   * @param inject whether the rest is the clean value and the run starts from references, instead
   *     of the other way round
   */
  MaskedRun(
      TorchModel model,
      Step step,
      Chunk chunk,
      int masks,
      boolean byPosition,
      MaskInputs.Share share,
      boolean inject) {
    this.model = model;
    this.step = step;
    this.chunk = chunk;
    double[] start = inject ? chunk.reference() : chunk.outputs();
    double[] fixed = inject ? chunk.outputs() : chunk.reference();
    this.inputs = new MaskInputs(model, step, chunk, fixed, masks, byPosition, share);
    int width = model.config.dModel();
    NDArray from = step.array(start, model.writers(), chunk.rows(), chunk.positions(), width);
    Operations operations = new Operations(model, step, chunk.positions(), Backward.EXACT);
    NDArray token = repeated(from.get(0), masks);
    NDArray place = repeated(from.get(1), masks);
    this.logits = new Pass(model, operations, token, place, inputs, Pass.NONE).logits;
    this.losses = new Losses(chunk, masks, model.config.dVocabOut());
  }

  /** The same rows for every mask. */
  private static NDArray repeated(NDArray rows, long masks) {
    Shape shape = rows.getShape();
    return rows.expandDims(0)
        .broadcast(masks, shape.get(0), shape.get(1), shape.get(2))
        .reshape(masks * shape.get(0), shape.get(1), shape.get(2));
  }

  /** Fills {@code [mask][example]}. */
  void metric(Metric metric, double[][] values) {
    losses.values(logits, metric, (m, row, value) -> values[m][chunk.examples()[row]] = value);
  }

  /** The same, and adds the derivatives with respect to live edges, {@code [mask][edge]}. */
  void slopes(Metric metric, double[][] values, double[][] slopes, boolean[] live) {
    losses.backward(
        step, logits, metric, (m, row, value) -> values[m][chunk.examples()[row]] = value);
    for (MaskInputs.Moment moment : inputs.moments) {
      double[] gradient = Step.read(moment.shares().getGradient());
      for (int i = 0; i < gradient.length; i++) {
        int writer = i % moment.writers();
        int reader = i / moment.writers() % moment.readers();
        int edge = model.graph.edge(writer, moment.firstReader() + reader);
        if (live[edge]) slopes[i / moment.writers() / moment.readers()][edge] += gradient[i];
      }
    }
  }
}

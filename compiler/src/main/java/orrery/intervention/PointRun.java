package orrery.intervention;

import orrery.circuit.Component;

/** Runs the rows of a chunk to one {@link Point}. */
final class PointRun {
  private final Machine machine;
  private final Chunk chunk;

  PointRun(Machine machine, Chunk chunk) {
    this.machine = machine;
    this.chunk = chunk;
  }

  Trace trace(Point point) {
    if (point instanceof Point.Inputs inputs) {
      if (inputs.share() == 1) return chunk.clean();
      return run(writer -> writer < 2, 1 - inputs.share());
    }
    if (point instanceof Point.Output output) {
      return run(writer -> writer == output.writer(), output.share());
    }
    if (point instanceof Point.LayerOutputs outputs) {
      Component.Kind kind = outputs.mlp() ? Component.Kind.MLP : Component.Kind.HEAD;
      return run(
          writer ->
              machine.graph.writer(writer).kind() == kind
                  && machine.graph.writer(writer).layer() == outputs.layer(),
          outputs.share());
    }
    throw new AssertionError(point);
  }

  /** Some writers' outputs are clean + share · (reference − clean). */
  private Trace run(java.util.function.IntPredicate moved, double share) {
    return chunk
        .clean()
        .again(
            (writer, output) -> {
              if (!moved.test(writer)) return;
              double[][] clean = chunk.clean().outputs[writer];
              double[][] reference = chunk.reference()[writer];
              for (int d = 0; d < output.length; d++) {
                for (int i = 0; i < chunk.lanes(); i++) {
                  output[d][i] = clean[d][i] + share * (reference[d][i] - clean[d][i]);
                }
              }
            });
  }
}

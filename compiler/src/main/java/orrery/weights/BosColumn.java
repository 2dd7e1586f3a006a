package orrery.weights;

import orrery.layout.Reading;
import orrery.layout.ResidualLayout;
import orrery.model.Head;
import orrery.model.Layer;
import orrery.model.Mlp;
import orrery.model.Vector;

/**
 * The residual stream at BOS, layer by layer.
 *
 * <p>BOS attends to itself alone, so what stands there is the same for every input and known while
 * the weights are being made. Later heads subtract it; nothing has to clean it up.
 */
final class BosColumn {
  private final ResidualLayout layout;
  private final double[] stream; // [dModel]

  BosColumn(ResidualLayout layout) {
    this.layout = layout;
    this.stream = new double[layout.width()];
    stream[layout.bos()] = 1;
  }

  /** What a functional reads at BOS now. */
  double read(Reading reading) {
    double sum = reading.constant();
    for (Reading.Term t : reading.terms()) {
      sum += t.weight() * stream[layout.dimension(t.cell(), t.dimension())];
    }
    return sum;
  }

  /** Adds what the attention of a layer writes at BOS. */
  void attend(Layer layer) {
    Vector x = Vector.of(stream);
    add(layer.bO());
    for (Head head : layer.heads()) {
      add(x.times(head.wV()).plus(head.bV()).times(head.wO()));
    }
  }

  /** Adds what an MLP writes at BOS. */
  void apply(Mlp mlp) {
    double[] pre = Vector.of(stream).times(mlp.wIn()).plus(mlp.bIn()).toArray();
    for (int u = 0; u < pre.length; u++) pre[u] = Math.max(0, pre[u]);
    add(Vector.of(pre).times(mlp.wOut()).plus(mlp.bOut()));
  }

  private void add(Vector v) {
    for (int d = 0; d < stream.length; d++) stream[d] += v.get(d);
  }
}

package orrery.exchange;

import orrery.artifact.EdgeNames.End;
import orrery.circuit.CompiledModel;
import orrery.circuit.Component;
import orrery.circuit.ResidualGraph;

/**
 * The model that scores are about, as another tool sees it: uniform, every layer with as many heads
 * and an MLP, some of which may be padding.
 *
 * @param graph the components that there are
 * @param layers how many layers
 * @param heads how many heads a layer has in TransformerLens
 * @param dModel the width of the residual stream
 */
public record Shape(ResidualGraph graph, int layers, int heads, int dModel) {
  /** The shape of a model. */
  public static Shape of(CompiledModel model) {
    var config = model.weights().config();
    return new Shape(
        ResidualGraph.of(model.weights()), config.nLayers(), config.nHeads(), config.dModel());
  }

  /** Whether a uniform model of this size has such a component. */
  boolean has(End end) {
    return switch (end.what()) {
      case HEAD -> end.layer() < layers && end.head() < heads;
      case MLP -> end.layer() < layers;
      case STREAM_AFTER -> end.layer() == layers - 1;
      case TOKENS, INPUT, STREAM, POSITIONS, LOGITS -> true;
    };
  }

  /** Whether something that writes does so before something else reads. */
  boolean isBefore(End writer, End reader) {
    int wrote = writer.component().map(Component::time).orElse(-1);
    return reader.component().map(c -> wrote < c.time()).orElse(false);
  }

  /** {@code 2 layers of 3 heads}. */
  String spelled() {
    return "%d layer%s of %d head%s"
        .formatted(layers, layers == 1 ? "" : "s", heads, heads == 1 ? "" : "s");
  }
}

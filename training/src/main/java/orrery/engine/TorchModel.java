package orrery.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import orrery.circuit.ResidualGraph;
import orrery.intervention.Wiring;
import orrery.model.AttentionDirection;
import orrery.model.Layer;
import orrery.model.TransformerConfig;
import orrery.model.Weights;

/** One model's weights outside the Java heap, in one precision on one device. */
final class TorchModel {
  final Weights weights;
  final TransformerConfig config;
  final ResidualGraph graph;
  final Wiring wiring;
  final Precision precision;
  final Processor processor;
  final List<TorchLayer> layers = new ArrayList<>();
  final NDArray constant; // [dModel] what attention's biases add in all
  final NDArray wU;
  final NDArray bU;
  private final NDManager manager;

  TorchModel(Weights weights, Wiring wiring, Precision precision, Processor processor) {
    this.weights = weights;
    this.config = weights.config();
    this.graph = ResidualGraph.of(weights);
    this.wiring = wiring;
    this.precision = precision;
    this.processor = processor;
    this.manager = Torch.start(processor);
    Function<Rows, NDArray> store =
        rows -> Step.array(manager, precision, rows.values(), rows.shape());
    double[] soFar = new double[config.dModel()];
    int writer = 2;
    int reader = 0;
    for (Layer layer : weights.layers()) {
      NDArray before = store.apply(new Rows(soFar.clone(), soFar.length));
      for (int d = 0; d < soFar.length; d++) soFar[d] += layer.bO().get(d);
      TorchLayer made =
          new TorchLayer(
              TorchLayer.heads(layer, store),
              layer.mlp().map(m -> TorchLayer.Units.of(m, store)),
              before,
              store.apply(new Rows(soFar.clone(), soFar.length)),
              writer,
              reader);
      layers.add(made);
      int mlp = layer.mlp().isPresent() ? 1 : 0;
      writer += made.headCount() + mlp;
      reader += 3 * made.headCount() + mlp;
    }
    this.constant = store.apply(new Rows(soFar, soFar.length));
    this.wU = store.apply(Rows.of(weights.wU()));
    this.bU = store.apply(Rows.of(weights.bU()));
  }

  /** Begins a piece of work. */
  Step step() {
    return new Step(manager, precision);
  }

  boolean causal() {
    return config.attentionDirection() == AttentionDirection.CAUSAL;
  }

  /** The place of a layer among those that have heads. */
  int withHeads(int layer) {
    return Math.toIntExact(
        layers.subList(0, layer).stream().filter(l -> l.heads().isPresent()).count());
  }

  int writers() {
    return graph.writers().size();
  }

  int logitsReader() {
    return graph.readers().size() - 1;
  }

  /** How many pieces of native memory are held now, for tests. */
  int held() {
    return ((ai.djl.ndarray.BaseNDManager) manager).getManagedArrays().size();
  }

  void close() {
    manager.close();
  }
}

package orrery.intervention;

import java.util.ArrayList;
import java.util.List;
import orrery.circuit.ResidualGraph;
import orrery.model.AttentionDirection;
import orrery.model.Layer;
import orrery.model.TransformerConfig;
import orrery.model.Weights;

/** The weights of one model, laid out for runs by lanes. Immutable. */
final class Machine {
  final TransformerConfig config;
  final ResidualGraph graph;
  final Weights weights;
  final List<Block> blocks = new ArrayList<>();
  final LinearMap unembed;
  final LinearMap unembedBack;
  private final int writers;
  final double[] constant; // [dModel] what attention's biases add in all
  final Wiring wiring;

  /** The machine of these weights, with the edges that their products say are wired. */
  Machine(Weights weights) {
    this(weights, Wiring.of(weights));
  }

  /** The machine of weights of which it is known what is wired. */
  Machine(Weights weights, Wiring wiring) {
    this.wiring = wiring;
    this.weights = weights;
    this.config = weights.config();
    this.graph = ResidualGraph.of(weights);
    this.writers = graph.writers().size();
    double[] soFar = new double[config.dModel()];
    int writer = 2;
    int reader = 0;
    for (Layer layer : weights.layers()) {
      double[] after = soFar.clone();
      for (int d = 0; d < after.length; d++) after[d] += layer.bO().get(d);
      Block block =
          new Block(
              layer.heads().stream().map(HeadMaps::of).toList(),
              layer.mlp().map(MlpMaps::of),
              soFar,
              after,
              writer,
              reader);
      blocks.add(block);
      soFar = after;
      writer = block.nextWriter();
      reader = block.mlpReader() + (block.mlp().isPresent() ? 1 : 0);
    }
    this.constant = soFar;
    this.unembed = LinearMap.of(weights.unembed());
    this.unembedBack = LinearMap.of(weights.wU().transpose());
  }

  /** The machine with another wiring. */
  private Machine(Machine other, Wiring wiring) {
    this.wiring = wiring;
    this.config = other.config;
    this.graph = other.graph;
    this.writers = other.writers;
    this.weights = other.weights;
    this.blocks.addAll(other.blocks);
    this.unembed = other.unembed;
    this.unembedBack = other.unembedBack;
    this.constant = other.constant;
  }

  /** The machine that knows what a reference can carry. */
  Machine under(Reference reference) {
    return new Machine(this, wiring.under(reference));
  }

  /** What attention's biases have added where a reader reads, {@code [dModel]}. */
  double[] constantOf(int reader) {
    if (reader == logitsReader()) return constant;
    Block block = blocks.get(graph.reader(reader).component().layer());
    return reader < block.mlpReader() ? block.constantBefore() : block.constantAfter();
  }

  /** The number of the reader of the logits. */
  int logitsReader() {
    return graph.readers().size() - 1;
  }

  boolean causal() {
    return config.attentionDirection() == AttentionDirection.CAUSAL;
  }

  /** How many writers there are. */
  int writers() {
    return writers;
  }
}

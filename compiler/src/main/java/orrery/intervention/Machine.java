package orrery.intervention;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import orrery.circuit.Circuit;
import orrery.circuit.Component;
import orrery.circuit.Edge;
import orrery.circuit.ResidualGraph;
import orrery.circuit.StructuralCircuit;
import orrery.model.AttentionDirection;
import orrery.model.Layer;
import orrery.model.Normalization;
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
  final BitSet wired = new BitSet(); // the edges that can carry something

  /** The machine of these weights, with the edges that their products say are wired. */
  Machine(Weights weights) {
    this(weights, wired(weights));
  }

  /** The machine of weights of which it is known what is wired. */
  Machine(Weights weights, Circuit structural) {
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
    boolean mixed = config.normalization() != Normalization.NONE; // every dimension moves the scale
    if (mixed) wired.set(0, graph.edgeCount());
    else structural.edges().keySet().forEach(this::wire);
  }

  /** The machine with more edges that can carry something. */
  private Machine(Machine other, BitSet more) {
    this.config = other.config;
    this.graph = other.graph;
    this.writers = other.writers;
    this.weights = other.weights;
    this.blocks.addAll(other.blocks);
    this.unembed = other.unembed;
    this.unembedBack = other.unembedBack;
    this.constant = other.constant;
    this.wired.or(other.wired);
    this.wired.or(more);
  }

  /**
   * The machine that knows what a reference can carry: one that is no output of its writer, as a
   * constant or an embedding with noise, may be seen by readers that see nothing of the writer.
   */
  Machine under(Reference reference) {
    Set<Component> strange = Set.of();
    if (reference instanceof Reference.Constant constant) strange = constant.values().keySet();
    if (reference instanceof Reference.Noise) strange = Set.of(Component.EMBED);
    if (strange.isEmpty()) return this;
    BitSet more = new BitSet();
    for (int e = 0; e < graph.edgeCount(); e++) {
      more.set(e, strange.contains(graph.writer(graph.writerOf(e))));
    }
    return new Machine(this, more);
  }

  private void wire(Edge edge) {
    wired.set(
        graph
            .edgeId(edge)
            .orElseThrow(() -> new IllegalArgumentException("the weights have no edge " + edge)));
  }

  private static Circuit wired(Weights weights) {
    return StructuralCircuit.of(weights);
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

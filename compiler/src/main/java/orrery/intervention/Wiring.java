package orrery.intervention;

import java.util.BitSet;
import java.util.Set;
import orrery.circuit.Circuit;
import orrery.circuit.Component;
import orrery.circuit.Edge;
import orrery.circuit.ResidualGraph;
import orrery.circuit.StructuralCircuit;
import orrery.model.Normalization;
import orrery.model.Weights;

/**
 * Which edges of a model can carry something, so that engines can answer exactly 0.0 for the
 * others. Immutable.
 *
 * <p>An edge is <em>wired</em> if the product of its writer's and its reader's weights is not zero,
 * and <em>live</em> if it is wired and on a wired path to the unembedding.
 */
public final class Wiring {
  private final ResidualGraph graph;
  private final BitSet wired;

  private Wiring(ResidualGraph graph, BitSet wired) {
    this.graph = graph;
    this.wired = wired;
  }

  /** The wiring that the products of weights say. */
  public static Wiring of(Weights weights) {
    return of(weights, StructuralCircuit.of(weights));
  }

  /**
   * The wiring of weights of which it is known along which edges they can carry something; where
   * readers normalise, every edge is wired, since every dimension moves the scale.
   *
   * @throws IllegalArgumentException if the circuit has an edge that the weights have not
   */
  public static Wiring of(Weights weights, Circuit structural) {
    ResidualGraph graph = ResidualGraph.of(weights);
    BitSet wired = new BitSet();
    if (weights.config().normalization() != Normalization.NONE) wired.set(0, graph.edgeCount());
    else structural.edges().keySet().forEach(edge -> wired.set(number(graph, edge)));
    return new Wiring(graph, wired);
  }

  private static int number(ResidualGraph graph, Edge edge) {
    return graph
        .edgeId(edge)
        .orElseThrow(() -> new IllegalArgumentException("the weights have no edge " + edge));
  }

  /**
   * The wiring that knows what a reference can carry: one that is no output of its writer, as a
   * constant or an embedding with noise, may be seen by readers that see nothing of the writer.
   */
  public Wiring under(Reference reference) {
    Set<Component> strange = Set.of();
    if (reference instanceof Reference.Constant constant) strange = constant.values().keySet();
    if (reference instanceof Reference.Noise) strange = Set.of(Component.EMBED);
    if (strange.isEmpty()) return this;
    BitSet more = (BitSet) wired.clone();
    for (int e = 0; e < graph.edgeCount(); e++) {
      if (strange.contains(graph.writer(graph.writerOf(e)))) more.set(e);
    }
    return new Wiring(graph, more);
  }

  /** Whether an edge can carry something. */
  public boolean isWired(int edge) {
    return wired.get(edge);
  }

  /** By edge, whether cutting it can reach the logits. */
  public boolean[] live() {
    boolean[] live = new boolean[graph.edgeCount()];
    BitSet useful = new BitSet(); // writers
    for (int reader = graph.readers().size() - 1; reader >= 0; reader--) {
      Component component = graph.reader(reader).component();
      boolean matters =
          component.kind() == Component.Kind.LOGITS
              || useful.get(graph.writerId(component).orElseThrow());
      if (!matters) continue;
      for (int writer = 0; writer < graph.writersOf(reader); writer++) {
        int edge = graph.edge(writer, reader);
        live[edge] = wired.get(edge);
        if (live[edge]) useful.set(writer);
      }
    }
    return live;
  }

  /** By writer, whether it has a live edge. */
  public boolean[] liveWriters() {
    boolean[] writers = new boolean[graph.writers().size()];
    boolean[] live = live();
    for (int e = 0; e < live.length; e++) {
      if (live[e]) writers[graph.writerOf(e)] = true;
    }
    return writers;
  }
}

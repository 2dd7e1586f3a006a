package orrery.discovery;

import java.util.BitSet;
import java.util.List;
import orrery.circuit.Component;
import orrery.circuit.ResidualGraph;
import orrery.intervention.Mask;

/**
 * Removes what hangs loose from a circuit.
 *
 * <p>Under resampling a pruned circuit computes what it computed before; under zero and mean
 * ablation it need not, because a component without inputs still emits a constant.
 */
public final class Pruning {
  private Pruning() {}

  /**
   * The circuit without edges that lead from nowhere or to nowhere, to a fixed point. Embeddings
   * always have an input, the logits are always asked for; a head has an input if any of its
   * queries, keys and values has one.
   *
   * <p>Source: {@code Graph.prune} of EAP-IG (Hanna et al. 2024).
   */
  public static Mask prune(ResidualGraph graph, Mask circuit) {
    if (circuit.isByPosition()) {
      throw new IllegalArgumentException("a circuit by position is not pruned");
    }
    BitSet kept = circuit.edgesKept();
    List<BitSet> incoming = Nodes.incoming(graph);
    List<BitSet> outgoing = Nodes.outgoing(graph);
    // Writers stand in the order of computation: one sweep forwards and one backwards do.
    for (int u = 0; u < incoming.size(); u++) {
      Component writer = graph.writer(u);
      if (!Nodes.isEmbedding(writer) && !kept.intersects(incoming.get(u))) {
        kept.andNot(outgoing.get(u));
      }
    }
    for (int u = incoming.size() - 1; u >= 0; u--) {
      if (!kept.intersects(outgoing.get(u))) kept.andNot(incoming.get(u));
    }
    return Mask.of(graph, kept);
  }
}

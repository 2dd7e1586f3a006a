package orrery.discovery;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import orrery.circuit.Component;
import orrery.circuit.ResidualGraph;

/** The edges of each component of a graph. */
final class Nodes {
  private Nodes() {}

  /** By writer, the edges that begin at it. */
  static List<BitSet> outgoing(ResidualGraph graph) {
    List<BitSet> outgoing = new ArrayList<>();
    for (int u = 0; u < graph.writers().size(); u++) outgoing.add(new BitSet());
    for (int e = 0; e < graph.edgeCount(); e++) outgoing.get(graph.writerOf(e)).set(e);
    return outgoing;
  }

  /** By writer, the edges that end at any of its inputs; none for an embedding. */
  static List<BitSet> incoming(ResidualGraph graph) {
    List<BitSet> incoming = new ArrayList<>();
    for (int u = 0; u < graph.writers().size(); u++) incoming.add(new BitSet());
    int[] node = ofReaders(graph);
    for (int e = 0; e < graph.edgeCount(); e++) {
      int to = node[graph.readerOf(e)];
      if (to >= 0) incoming.get(to).set(e);
    }
    return incoming;
  }

  /** By reader, the writer that its component is; -1 for the logits. */
  static int[] ofReaders(ResidualGraph graph) {
    return graph.readers().stream()
        .mapToInt(r -> graph.writerId(r.component()).orElse(-1))
        .toArray();
  }

  /** Whether a writer has no inputs. */
  static boolean isEmbedding(Component component) {
    return component.kind() == Component.Kind.EMBED || component.kind() == Component.Kind.POS_EMBED;
  }
}

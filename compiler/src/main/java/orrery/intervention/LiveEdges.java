package orrery.intervention;

import java.util.BitSet;
import orrery.circuit.Component;

/** The edges whose cutting can reach the logits: wired, and on a wired path to the unembedding. */
final class LiveEdges {
  private LiveEdges() {}

  static boolean[] of(Machine machine) {
    boolean[] live = new boolean[machine.graph.edgeCount()];
    BitSet useful = new BitSet(); // writers
    int readers = machine.graph.readers().size();
    for (int reader = readers - 1; reader >= 0; reader--) {
      Component component = machine.graph.reader(reader).component();
      boolean matters =
          component.kind() == Component.Kind.LOGITS
              || useful.get(machine.graph.writerId(component).orElseThrow());
      if (!matters) continue;
      for (int writer = 0; writer < machine.graph.writersOf(reader); writer++) {
        int edge = machine.graph.edge(writer, reader);
        live[edge] = machine.wired.get(edge);
        if (live[edge]) useful.set(writer);
      }
    }
    return live;
  }

  /** The writers with a live edge. */
  static boolean[] writers(Machine machine, boolean[] live) {
    boolean[] writers = new boolean[machine.writers()];
    for (int e = 0; e < live.length; e++) {
      if (live[e]) writers[machine.graph.writerOf(e)] = true;
    }
    return writers;
  }
}

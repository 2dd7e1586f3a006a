package orrery.truth;

import java.util.HashSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import orrery.circuit.Circuit;
import orrery.circuit.Component;
import orrery.circuit.Edge;

/** The paths of a circuit from an embedding to the logits. */
public final class WiredPaths {
  private WiredPaths() {}

  /** The edges of a circuit that lie on some path from an embedding to the logits (ON_PATH). */
  public static SortedSet<Edge> of(Circuit circuit) {
    Set<Component> reached = new HashSet<>(Set.of(Component.EMBED, Component.POS_EMBED));
    for (Edge e : circuit.edges().keySet()) { // by reader, in the order of computation
      if (reached.contains(e.from())) reached.add(e.to());
    }
    Set<Component> useful = new HashSet<>(Set.of(Component.LOGITS));
    SortedSet<Edge> onPath = new TreeSet<>();
    for (Edge e : new TreeSet<>(circuit.edges().keySet()).descendingSet()) {
      if (!useful.contains(e.to())) continue;
      useful.add(e.from());
      if (reached.contains(e.from())) onPath.add(e);
    }
    return onPath;
  }
}

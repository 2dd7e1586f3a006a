package orrery.truth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import orrery.circuit.Circuit;
import orrery.circuit.Component;
import orrery.circuit.Edge;
import orrery.circuit.Port;

/** An edge is on a path if something comes in and something comes out. */
class WiredPathsTest {
  private static final Edge IN = new Edge(Component.EMBED, Component.head(0, 0), Port.V);
  private static final Edge OUT = new Edge(Component.head(0, 0), Component.LOGITS, Port.LOGITS);
  private static final Edge NOWHERE = new Edge(Component.EMBED, Component.head(0, 1), Port.K);
  private static final Edge CONSTANT = new Edge(Component.mlp(0), Component.LOGITS, Port.LOGITS);
  private static final Edge LATE = new Edge(Component.head(0, 0), Component.head(1, 0), Port.Q);

  @Test
  void onlyPathsFromEmbeddingToLogitsCount() {
    SortedMap<Edge, SortedSet<String>> edges = new TreeMap<>();
    for (Edge e : new Edge[] {IN, OUT, NOWHERE, CONSTANT, LATE}) edges.put(e, new TreeSet<>());
    assertThat(WiredPaths.of(new Circuit(Circuit.Family.STRUCTURAL, edges)))
        .containsExactly(IN, OUT);
  }
}

package orrery.metrics;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.random.RandomGenerator;
import orrery.circuit.Component;
import orrery.circuit.ResidualGraph;

/**
 * Random circuits whose every edge lies on a path from an embedding to the logits: unions of random
 * walks (Shi et al. 2024, section 4.2; {@code blei-lab/circuitry}).
 *
 * <p>A walk starts at either embedding and takes each edge out of a writer with equal chance.
 */
final class RandomCircuits {
  private final ResidualGraph graph;
  private final List<List<Integer>> out = new ArrayList<>(); // [writer] edges
  private final RandomGenerator random;

  RandomCircuits(ResidualGraph graph, long seed) {
    this.graph = graph;
    this.random = Resampling.generator(seed);
    for (int w = 0; w < graph.writers().size(); w++) out.add(new ArrayList<>());
    for (int e = 0; e < graph.edgeCount(); e++) out.get(graph.writerOf(e)).add(e);
  }

  /** The edges of one walk. */
  BitSet walk() {
    BitSet path = new BitSet();
    int writer =
        graph.writerId(random.nextBoolean() ? Component.EMBED : Component.POS_EMBED).orElseThrow();
    while (writer >= 0) {
      List<Integer> ways = out.get(writer);
      int edge = ways.get(random.nextInt(ways.size()));
      path.set(edge);
      writer = graph.writerId(graph.reader(graph.readerOf(edge)).component()).orElse(-1);
    }
    return path;
  }

  /** A circuit of at least some edges, from nothing. */
  BitSet ofSize(int least) {
    return inflated(new BitSet(), least);
  }

  /** A circuit with walks added until it has at least some edges more. */
  BitSet inflated(BitSet circuit, int more) {
    int size = circuit.cardinality() + more;
    if (size > graph.edgeCount()) {
      throw new IllegalArgumentException(
          "%d edges more than %d of %d".formatted(more, size - more, graph.edgeCount()));
    }
    BitSet grown = (BitSet) circuit.clone();
    while (grown.cardinality() < size) grown.or(walk());
    return grown;
  }

  /** One of the edges of a set, each with equal chance. */
  int pick(BitSet edges) {
    int[] members = edges.stream().toArray();
    return members[random.nextInt(members.length)];
  }
}

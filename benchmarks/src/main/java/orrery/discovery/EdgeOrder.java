package orrery.discovery;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import orrery.circuit.Component;
import orrery.circuit.ResidualGraph;

/**
 * The order in which a search asks edges: readers always from the logits backwards, so that what a
 * component is good for is known before its inputs are asked; the rest is a choice, and results
 * depend on it.
 *
 * @param kind how ties are broken
 * @param seed for {@link Kind#RANDOM}; else 0
 */
public record EdgeOrder(Kind kind, long seed) {
  /** Latest writers first. */
  public static final EdgeOrder REVERSE = new EdgeOrder(Kind.REVERSE, 0);

  /** Earliest writers first. */
  public static final EdgeOrder FORWARD = new EdgeOrder(Kind.FORWARD, 0);

  /** How the writers of a reader, and readers that compute at once, are ordered. */
  public enum Kind {
    /** Readers and writers by falling number: ACDC's {@code reverse}, the paper's choice. */
    REVERSE,
    /** Readers by falling number, the writers of each by rising number. */
    FORWARD,
    /** The writers of each reader shuffled, and the readers of one half-layer. */
    RANDOM
  }

  /** A shuffled order. */
  public static EdgeOrder random(long seed) {
    return new EdgeOrder(Kind.RANDOM, seed);
  }

  /** Every edge of a graph, in this order. */
  public int[] edges(ResidualGraph graph) {
    Random random = new Random(seed);
    List<Integer> order = new ArrayList<>();
    for (int reader : readers(graph, random)) {
      List<Integer> edges = new ArrayList<>();
      for (int u = 0; u < graph.writersOf(reader); u++) edges.add(graph.edge(u, reader));
      switch (kind) {
        case REVERSE -> Collections.reverse(edges);
        case FORWARD -> {}
        case RANDOM -> Collections.shuffle(edges, random);
      }
      order.addAll(edges);
    }
    return order.stream().mapToInt(e -> e).toArray();
  }

  private List<Integer> readers(ResidualGraph graph, Random random) {
    List<Integer> all = new ArrayList<>();
    List<Integer> level = new ArrayList<>();
    for (int r = graph.readers().size() - 1; r >= 0; r--) {
      level.add(r);
      Component at = graph.reader(r).component();
      if (r == 0 || graph.reader(r - 1).component().time() != at.time()) {
        if (kind == Kind.RANDOM) Collections.shuffle(level, random);
        all.addAll(level);
        level.clear();
      }
    }
    return all;
  }
}

package orrery.truth;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import orrery.circuit.Component;
import orrery.circuit.Edge;
import orrery.circuit.ResidualGraph;

/**
 * The edges of a model as another tool sees them: each of ours is part of one of theirs, or of
 * none.
 *
 * <p>An edge of a view is in a circuit if some edge of ours that it is made of is; its score is the
 * signed sum of theirs, which is exact for scores that are linear in what an edge carries.
 */
public final class View {
  /** The graphs of other tools. */
  public enum Kind {
    /** Our own: token and position embedding apart, q, k and v apart. */
    FINE,
    /** Token and position embedding are one writer (auto-circuit's {@code Resid Start}). */
    MERGED_EMBEDDINGS,
    /**
     * The token embedding alone is a writer, {@code input}; what the position embedding writes
     * belongs to the model and is never cut (EAP-IG, MIB).
     */
    TOKEN_ONLY,
    /** Queries, keys and values are one reader, embeddings one writer (InterpBench). */
    HEADS,
    /** What a component writes, to whomever. */
    NODES
  }

  private static final String INPUT = "input";
  private static final int NONE = -1;

  private final int[] coarse; // [our edge] its edge in the view, or NONE
  private final List<String> names; // [the view's edge]

  private View(int[] coarse, List<String> names) {
    this.coarse = coarse;
    this.names = names;
  }

  /** The view of a model's graph. */
  public static View of(ResidualGraph graph, Kind kind) {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    int[] coarse = new int[graph.edgeCount()];
    for (int e = 0; e < coarse.length; e++) {
      Optional<String> name = name(graph.edge(e), kind);
      coarse[e] =
          name.isPresent() ? numbers.computeIfAbsent(name.get(), n -> numbers.size()) : NONE;
    }
    return new View(coarse, List.copyOf(numbers.keySet()));
  }

  private static Optional<String> name(Edge edge, Kind kind) {
    String reader = edge.name().substring(edge.name().indexOf("->"));
    boolean position = edge.from().equals(Component.POS_EMBED);
    String merged = position || edge.from().equals(Component.EMBED) ? INPUT : edge.from().name();
    return switch (kind) {
      case FINE -> Optional.of(edge.name());
      case MERGED_EMBEDDINGS -> Optional.of(merged + reader);
      case TOKEN_ONLY -> position ? Optional.empty() : Optional.of(merged + reader);
      case HEADS -> Optional.of(merged + "->" + edge.to());
      case NODES -> Optional.of(edge.from().name());
    };
  }

  /** How many edges (or nodes) the view has. */
  public int size() {
    return names.size();
  }

  /** The names of its edges, in the order of their numbers: {@code input->a0.h1<q>}. */
  public List<String> names() {
    return names;
  }

  /** The view's edge that one of ours is part of. */
  public OptionalInt of(int edge) {
    return coarse[edge] == NONE ? OptionalInt.empty() : OptionalInt.of(coarse[edge]);
  }

  /** The view's edges some part of which is among some of ours. */
  public BitSet project(BitSet edges) {
    BitSet projected = new BitSet();
    edges.stream().filter(e -> coarse[e] != NONE).forEach(e -> projected.set(coarse[e]));
    return projected;
  }

  /** Signed sums of our scores, from {@code [our edge]} to {@code [the view's edge]}. */
  public double[] project(double[] scores) {
    double[] sums = new double[size()];
    for (int e = 0; e < coarse.length; e++) if (coarse[e] != NONE) sums[coarse[e]] += scores[e];
    return sums;
  }

  /** The same example by example, from {@code [our edge][example]}. */
  public double[][] project(double[][] scores) {
    int examples = scores.length == 0 ? 0 : scores[0].length;
    double[][] sums = new double[size()][examples];
    for (int e = 0; e < coarse.length; e++) {
      if (coarse[e] == NONE) continue;
      for (int i = 0; i < examples; i++) sums[coarse[e]][i] += scores[e][i];
    }
    return sums;
  }

  /**
   * Our edges that make up some of the view's: what is kept when the tool keeps those. Edges that
   * the view does not know are kept always.
   */
  public BitSet lift(BitSet edges) {
    BitSet lifted = new BitSet();
    for (int e = 0; e < coarse.length; e++) {
      if (coarse[e] == NONE || edges.get(coarse[e])) lifted.set(e);
    }
    return lifted;
  }
}

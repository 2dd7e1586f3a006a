package orrery.truth;

import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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
    FINE(Embeddings.APART, Pieces.PORTS),
    /** Token and position embedding are one writer (auto-circuit's {@code Resid Start}). */
    MERGED_EMBEDDINGS(Embeddings.MERGED, Pieces.PORTS),
    /**
     * The token embedding alone is a writer, {@code input}; what the position embedding writes
     * belongs to the model and is never cut (EAP-IG, MIB).
     */
    TOKEN_ONLY(Embeddings.TOKEN_ONLY, Pieces.PORTS),
    /** Queries, keys and values are one reader, embeddings one writer (InterpBench). */
    HEADS(Embeddings.MERGED, Pieces.HEADS),
    /** Queries, keys and values are one reader. */
    HEADS_APART(Embeddings.APART, Pieces.HEADS),
    /** Queries, keys and values are one reader, the token embedding alone is a writer. */
    HEADS_TOKEN_ONLY(Embeddings.TOKEN_ONLY, Pieces.HEADS),
    /** What a component writes, to whomever. */
    NODES(Embeddings.APART, Pieces.NODES),
    /** What a component writes; embeddings are one. */
    NODES_MERGED(Embeddings.MERGED, Pieces.NODES),
    /** What a component writes; the position embedding is never cut. */
    NODES_TOKEN_ONLY(Embeddings.TOKEN_ONLY, Pieces.NODES);

    private final Embeddings embeddings;
    private final Pieces pieces;

    Kind(Embeddings embeddings, Pieces pieces) {
      this.embeddings = embeddings;
      this.pieces = pieces;
    }

    /** The view that cuts these pieces and has these embeddings. */
    public static Kind of(Embeddings embeddings, Pieces pieces) {
      return Arrays.stream(values())
          .filter(k -> k.embeddings == embeddings && k.pieces == pieces)
          .findFirst()
          .orElseThrow(() -> new AssertionError(embeddings + " with " + pieces));
    }

    public Embeddings embeddings() {
      return embeddings;
    }

    public Pieces pieces() {
      return pieces;
    }

    /** The name in files and reports: {@code token-only}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Which embeddings write. */
  public enum Embeddings {
    /** Both, each on its own. */
    APART,
    /** Both, as one. */
    MERGED,
    /** That of the tokens alone. */
    TOKEN_ONLY
  }

  /** What is one piece. */
  public enum Pieces {
    /** An edge into a query, a key, a value, an MLP or the logits. */
    PORTS,
    /** An edge into a head, an MLP or the logits. */
    HEADS,
    /** A writer. */
    NODES
  }

  private static final String INPUT = "input";
  private static final int NONE = -1;

  private final Kind kind;
  private final int[] coarse; // [our edge] its edge in the view, or NONE
  private final List<String> names; // [the view's edge]

  private View(Kind kind, int[] coarse, List<String> names) {
    this.kind = kind;
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
    return new View(kind, coarse, List.copyOf(numbers.keySet()));
  }

  private static Optional<String> name(Edge edge, Kind kind) {
    boolean position = edge.from().equals(Component.POS_EMBED);
    if (position && kind.embeddings() == Embeddings.TOKEN_ONLY) return Optional.empty();
    boolean renamed = edge.from().time() < 0 && kind.embeddings() != Embeddings.APART;
    String writer = renamed ? INPUT : edge.from().name();
    return Optional.of(
        switch (kind.pieces()) {
          case PORTS -> writer + edge.name().substring(edge.name().indexOf("->"));
          case HEADS -> writer + "->" + edge.to();
          case NODES -> writer;
        });
  }

  /** Which of the graphs it is. */
  public Kind kind() {
    return kind;
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

  /** Our edges that make up one of the view's. */
  public BitSet parts(int edge) {
    BitSet parts = new BitSet();
    for (int e = 0; e < coarse.length; e++) parts.set(e, coarse[e] == edge);
    return parts;
  }

  /** Scores of the view's edges given to ours that make them up; 0 where the view knows none. */
  public double[] spread(double[] scores) {
    double[] spread = new double[coarse.length];
    for (int e = 0; e < coarse.length; e++) if (coarse[e] != NONE) spread[e] = scores[coarse[e]];
    return spread;
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

package orrery.intervention;

import java.util.BitSet;
import orrery.circuit.Circuit;
import orrery.circuit.Edge;
import orrery.circuit.ResidualGraph;

/**
 * A set of kept edges, at all positions or position by position. Immutable, equal by content.
 *
 * <p>A kept edge carries what its writer writes now; a cut one carries the reference.
 */
public final class Mask {
  private final int edges;
  private final int positions; // 0 where one bit stands for all positions
  private final BitSet kept;

  private Mask(int edges, int positions, BitSet kept) {
    this.edges = edges;
    this.positions = positions;
    this.kept = kept;
  }

  /** Every edge is kept. */
  public static Mask all(ResidualGraph graph) {
    BitSet kept = new BitSet();
    kept.set(0, graph.edgeCount());
    return new Mask(graph.edgeCount(), 0, kept);
  }

  /** Every edge is cut. */
  public static Mask none(ResidualGraph graph) {
    return new Mask(graph.edgeCount(), 0, new BitSet());
  }

  /** The edges whose numbers are set are kept. */
  public static Mask of(ResidualGraph graph, BitSet kept) {
    if (kept.length() > graph.edgeCount()) {
      throw new IllegalArgumentException(
          "edge %d of %d".formatted(kept.length() - 1, graph.edgeCount()));
    }
    return new Mask(graph.edgeCount(), 0, (BitSet) kept.clone());
  }

  /** The edges of a circuit are kept; those that the graph does not have are IllegalArgument. */
  public static Mask of(ResidualGraph graph, Circuit circuit) {
    BitSet kept = new BitSet();
    for (Edge e : circuit.edges().keySet()) {
      kept.set(
          graph
              .edgeId(e)
              .orElseThrow(() -> new IllegalArgumentException("the model has no edge " + e)));
    }
    return new Mask(graph.edgeCount(), 0, kept);
  }

  /** The same edges, to be changed position by position; position 0 is BOS. */
  public Mask byPosition(int ofPositions) {
    if (positions != 0) throw new IllegalArgumentException("has positions already");
    BitSet all = new BitSet();
    kept.stream().forEach(e -> all.set(e * ofPositions, (e + 1) * ofPositions));
    return new Mask(edges, ofPositions, all);
  }

  /** The mask that cuts one edge more, everywhere. */
  public Mask without(int edge) {
    return with(edge, false);
  }

  /** The mask that keeps one edge more, everywhere. */
  public Mask with(int edge) {
    return with(edge, true);
  }

  private Mask with(int edge, boolean keep) {
    if (edge < 0 || edge >= edges) {
      throw new IllegalArgumentException("edge %d of %d".formatted(edge, edges));
    }
    BitSet changed = (BitSet) kept.clone();
    int stride = Math.max(1, positions);
    changed.set(edge * stride, (edge + 1) * stride, keep);
    return new Mask(edges, positions, changed);
  }

  /** The mask that cuts one edge at one position; of a mask by position only. */
  public Mask without(int edge, int position) {
    if (position < 0 || position >= positions) {
      throw new IllegalArgumentException("position %d of %d".formatted(position, positions));
    }
    BitSet changed = (BitSet) kept.clone();
    changed.clear(edge * positions + position);
    return new Mask(edges, positions, changed);
  }

  /** Whether positions may differ. */
  public boolean isByPosition() {
    return positions != 0;
  }

  /** How many positions it knows; 0 where it does not part them. */
  public int positions() {
    return positions;
  }

  /** How many edges it is about. */
  public int edges() {
    return edges;
  }

  /** Whether an edge is kept, at a position; a position beyond those known counts as kept. */
  public boolean keeps(int edge, int position) {
    if (positions == 0) return kept.get(edge);
    return position >= positions || kept.get(edge * positions + position);
  }

  /** Whether an edge is kept everywhere. */
  public boolean keeps(int edge) {
    if (positions == 0) return kept.get(edge);
    return kept.nextClearBit(edge * positions) >= (edge + 1) * positions;
  }

  /** How many edges are kept everywhere. */
  public int size() {
    int size = 0;
    for (int e = 0; e < edges; e++) if (keeps(e)) size++;
    return size;
  }

  /** The kept edges, as far as they are kept everywhere. */
  public BitSet edgesKept() {
    BitSet set = new BitSet();
    for (int e = 0; e < edges; e++) set.set(e, keeps(e));
    return set;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Mask m
        && m.edges == edges
        && m.positions == positions
        && m.kept.equals(kept);
  }

  @Override
  public int hashCode() {
    return 31 * kept.hashCode() + positions;
  }

  @Override
  public String toString() {
    return size() + " of " + edges + " edges";
  }
}
